using ControlPlane.Benchmarks.Converge;
using ControlPlane.Benchmarks.Infer;

return args switch
{
    ["infer", .. var options] => await InferBenchmark.RunAsync(options, Console.Out),
    ["converge", .. var options] => await ConvergeBenchmark.RunAsync(options, Console.Out),
    ["serve", var port, var model] => await AgentServer.RunAsync(int.Parse(port), model, Console.Out),
    [] => Math.Max(await InferBenchmark.RunAsync([], Console.Out), await ConvergeBenchmark.RunAsync([], Console.Out)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: ./dev bench [NAME] [OPTIONS]
          infer     requests per second of an agent against Fastify + onnxruntime-node
                      --rounds N  --seconds S  --connections C  --model FILE  --json FILE
          converge  from a changed split to the last agent's acknowledgement
                      --changes N  --agents N  --callers N  --json FILE
        """);
    return 2;
}
