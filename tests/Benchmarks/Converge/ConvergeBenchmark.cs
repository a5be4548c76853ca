using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Converge;

/// <summary>
/// From *Apply* to the last agent's acknowledgement, over many changes of a split under load, with real processes;
/// whether any request failed meanwhile, and whether the answered shares are the set ones.
/// </summary>
internal static class ConvergeBenchmark
{
    private const string Endpoint = "adder";
    private const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[0,0,0,0]}]}""";
    private static readonly int[] Shares = [1_000, 5_000, 2_500, 500];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = ConvergeOptions.Parse(arguments);
        await output.WriteLineAsync($"{options.Changes} changes of a split, {options.Agents} agents, {options.Callers} callers");
        await using var installation = await Installation.StartAsync(options.Agents);
        await SeedAsync(installation.Api);
        await installation.WaitUntilConvergedAsync();

        await using var load = SteadyLoad.Start([.. installation.Agents.Select(a => a.Rest)], Endpoint, Body, options.Callers, TimeSpan.FromMilliseconds(10));
        await WarmUpAsync(installation.Api);
        var changes = new List<MeasuredChange>();
        for (var change = 0; change < options.Changes; change++)
            changes.Add(await ChangeAsync(installation.Api, Shares[change % Shares.Length]));
        var answers = await load.StopAsync();

        var report = new ConvergeReport(options.Agents, changes, answers);
        report.Print(output);
        if (options.Json is not null)
            report.Save(options.Json);
        return report.Failed == 0 ? 0 : 1;
    }

    private static async Task SeedAsync(ApiClient api)
    {
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(1));
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(2));
        await api.PutEndpointAsync(Endpoint, Endpoint, 1);
        await api.PutSplitAsync(Endpoint, (1, 10_000), (2, 0));
    }

    // The first changes also compile the code they run.
    private static async Task WarmUpAsync(ApiClient api)
    {
        for (var change = 0; change < 20; change++)
            await ChangeAsync(api, change % 2 == 0 ? 300 : 200);
    }

    private static async Task<MeasuredChange> ChangeAsync(ApiClient api, int share)
    {
        var start = TimeProvider.System.GetTimestamp();
        var answer = await api.PutSplitAndWaitAsync(Endpoint, (1, 10_000 - share), (2, share));
        var seen = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        var acknowledgement = answer.GetProperty("acknowledgement");
        return acknowledgement.GetProperty("isComplete").GetBoolean()
            ? new MeasuredChange(answer.GetProperty("routeRevision").GetInt64(), share, acknowledgement.GetProperty("elapsedMilliseconds").GetDouble(), seen)
            : throw new InvalidOperationException($"Not every agent acknowledged: {acknowledgement}");
    }
}
