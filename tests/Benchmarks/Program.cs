using ControlPlane.Benchmarks.Codec;
using ControlPlane.Benchmarks.Converge;
using ControlPlane.Benchmarks.Fuzz;
using ControlPlane.Benchmarks.Hostile;
using ControlPlane.Benchmarks.Infer;
using ControlPlane.Benchmarks.Ingest;
using ControlPlane.Benchmarks.Mirroring;
using ControlPlane.Benchmarks.Overview;
using ControlPlane.Benchmarks.Push;
using ControlPlane.Benchmarks.Rollback;
using ControlPlane.Benchmarks.Scenes;
using ControlPlane.Benchmarks.Start;
using ControlPlane.Benchmarks.Swap;

return args switch
{
    ["infer", .. var options] => await InferBenchmark.RunAsync(options, Console.Out),
    ["codec", .. var options] => await CodecBenchmark.RunAsync(options, Console.Out),
    ["converge", .. var options] => await ConvergeBenchmark.RunAsync(options, Console.Out),
    ["push", .. var options] => await PushBenchmark.RunAsync(options, Console.Out),
    ["overview", .. var options] => await OverviewBenchmark.RunAsync(options, Console.Out),
    ["mirroring", .. var options] => await MirroringBenchmark.RunAsync(options, Console.Out),
    ["ingest", .. var options] => await IngestBenchmark.RunAsync(options, Console.Out),
    ["rollback", .. var options] => await RollbackBenchmark.RunAsync(options, Console.Out),
    ["scenes", .. var options] => await ScenesBenchmark.RunAsync(options, Console.Out),
    ["swap", .. var options] => await SwapBenchmark.RunAsync(options, Console.Out),
    ["start", .. var options] => await StartBenchmark.RunAsync(options, Console.Out),
    ["hostile"] => await HostileBenchmark.RunAsync(Console.Out),
    ["fuzz", .. var options] => await FuzzBenchmark.RunAsync(options, Console.Out),
    ["serve", var port, var model, var routing] => await AgentServer.RunAsync(int.Parse(port), model, Enum.Parse<Contender>(routing), Console.Out),
    ["serve-floor", var port, var model] => await FloorServer.RunAsync(int.Parse(port), model, Console.Out),
    ["serve-swap", var port, var model] => await SwapServer.RunAsync(int.Parse(port), model, Console.Out),
    ["serve-mirroring", var port, var model] => await MirroringServer.RunAsync(int.Parse(port), model, Console.Out),
    [] => new[]
    {
        await InferBenchmark.RunAsync([], Console.Out),
        await CodecBenchmark.RunAsync([], Console.Out),
        await StartBenchmark.RunAsync([], Console.Out),
        await SwapBenchmark.RunAsync([], Console.Out),
        await ConvergeBenchmark.RunAsync([], Console.Out),
        await PushBenchmark.RunAsync([], Console.Out),
        await OverviewBenchmark.RunAsync([], Console.Out),
        await RollbackBenchmark.RunAsync([], Console.Out),
        await MirroringBenchmark.RunAsync([], Console.Out),
        await IngestBenchmark.RunAsync([], Console.Out),
    }.Max(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: ./dev bench [NAME] [OPTIONS]
          infer     an agent against the bare server and binding, and against Fastify + onnxruntime-node; JSON, binary and gRPC, several models
                      --rounds N  --seconds S  --only SCENARIO  --json FILE
          codec     reading and writing numbers of tensors in JSON
          start     an agent with 1 and 20 models from its own disk: time to ready, memory and processor while idle
          swap      versions swapped under load: failures, the tail around a swap, memory after many
                      --swaps N  --every S  --load SHARE  --json FILE
          converge  from a changed split to the last agent's acknowledgement
                      --changes N  --agents N  --callers N  --json FILE
          push      from a command to the last acknowledgement of 1, 50 and 500 agents on real connections
                      --agents N,N,N  --changes N  --rollbacks N  --json FILE
          overview  the Overview with few and with many active rollouts, in a real browser
                      --rollouts N,N  --opens N  --json FILE
          fuzz      spoiled requests of every form against an agent, for minutes; not part of a run of all
                      --minutes M  --seed N
          hostile   an agent's latency while hostile files are tried in throw-away processes beside it; not part of a run of all
          scenes    the demo from an empty folder until every scene has shown what it is for; not part of a run of all
                      --minutes M  --json FILE
          rollback  the demo's broken version in a canary, from the first bad answer to the last agent back, also with the control plane killed; and the click
                      --rounds N  --alone N  --clicks N  --agents N  --rate R  --json FILE
          mirroring the champion's latency with mirroring off and whole to two challengers; then overload
                      --pairs N  --seconds S  --load SHARE  --model FILE  --json FILE
          ingest    an hour of telemetry of 50 agents × 10 variants into the control plane's database
                      --agents N  --endpoints N  --rate R  --minutes M  --json FILE
        """);
    return 2;
}
