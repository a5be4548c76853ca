using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Push;

/// <summary>
/// From a command to the last acknowledgement with many agents: a real control plane, its database on the disk, and as many connections as agents over SignalR.
/// The agents have nothing to load, so what is measured is the control plane: commit, build, send, receive, record.
/// </summary>
internal static class PushBenchmark
{
    private const string Endpoint = "adder";
    private const int WarmUp = 5;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        var options = PushOptions.Parse(arguments);
        var reports = new List<PushReport>();
        foreach (var agents in options.Agents)
        {
            await output.WriteLineAsync($"{agents} agents: {options.Changes} changes of a split, {options.Rollbacks} rollbacks");
            reports.Add(await MeasureAsync(agents, options));
        }

        PushReport.PrintHead(output);
        foreach (var report in reports)
            report.Print(output);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(reports, JsonSerializerOptions.Web));
        return reports.All(r => r.IsMet) ? 0 : 1;
    }

    private static async Task<PushReport> MeasureAsync(int count, PushOptions options)
    {
        await using var installation = await Installation.StartAsync(agents: 0);
        var api = installation.Api;
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(1));
        await api.RegisterAsync(Endpoint, OnnxModels.AddConstant(2));
        await api.PutEndpointAsync(Endpoint, Endpoint, 1);

        using var http = new HttpClient { BaseAddress = installation.Address };
        var agents = new List<SimulatedAgent>();
        try
        {
            for (var number = 1; number <= count; number++)
                agents.Add(await SimulatedAgent.StartAsync(http, await api.CreateJoinTokenAsync(), $"simulated-{number}"));

            for (var change = 0; change < WarmUp; change++)
                await api.PutSplitAndWaitAsync(Endpoint, (1, 9_000 - change), (2, 1_000 + change));
            var changes = new List<double>();
            for (var change = 0; change < options.Changes; change++)
                changes.Add(ElapsedOf(await api.PutSplitAndWaitAsync(Endpoint, (1, 8_000 - change), (2, 2_000 + change)), count));
            var rollbacks = new List<double>();
            for (var rollback = 0; rollback < options.Rollbacks; rollback++)
            {
                await api.PutSplitAndWaitAsync(Endpoint, (1, 5_000), (2, 5_000));
                rollbacks.Add(ElapsedOf(await api.RollBackAsync(Endpoint), count));
            }

            return new PushReport(count, changes, rollbacks);
        }
        finally
        {
            foreach (var agent in agents)
                await agent.DisposeAsync();
        }
    }

    private static double ElapsedOf(JsonElement answer, int agents)
    {
        var acknowledgement = answer.GetProperty("acknowledgement");
        return acknowledgement.GetProperty("isComplete").GetBoolean() && acknowledgement.GetProperty("acknowledged").GetInt32() == agents
            ? acknowledgement.GetProperty("elapsedMilliseconds").GetDouble()
            : throw new InvalidOperationException($"Not every agent acknowledged: {acknowledgement}");
    }
}
