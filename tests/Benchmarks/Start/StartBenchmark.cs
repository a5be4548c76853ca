using System.Diagnostics;
using System.Globalization;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Start;

/// <summary>An agent with 20 models that starts from its own disk, the control plane gone: how long until it answers, what it takes while nobody asks.</summary>
internal static class StartBenchmark
{
    private const int Models = 20;
    private const int Starts = 9;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (arguments.Length > 0)
            throw new ArgumentException($"There is no option {arguments[0]}.");

        await using var installation = await Installation.StartAsync(agents: 1);
        for (var model = 1; model <= Models; model++)
        {
            await installation.Api.RegisterAsync($"model-{model}", OnnxModels.AddConstant(model));
            await installation.Api.PutEndpointAsync($"endpoint-{model}", $"model-{model}", 1);
        }

        await installation.WaitUntilConvergedAsync();
        await installation.KillControlPlaneAsync();
        var agent = installation.Agents[0];
        await agent.KillAsync();

        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            if (start > 0)
                await agent.KillAsync();
            times.Add(await StartAsync(agent));
        }

        await Task.Delay(Settling, TimeProvider.System);
        using var process = Process.GetProcessById(agent.Process!.Id);
        var before = process.TotalProcessorTime;
        await Task.Delay(Idle, TimeProvider.System);
        process.Refresh();
        var busy = (process.TotalProcessorTime - before) / Idle;
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{Models} models from the disk: ready after {times.Order().ElementAt(Starts / 2):0} ms (median of {Starts}, {times.Min():0}–{times.Max():0}); idle {process.WorkingSet64 >> 20} MB resident, {busy * 100:0.00} % of a core over {Idle.TotalSeconds:0} s"));
        return 0;
    }

    // From the start of the process to its first 200; asked every few milliseconds, which is as exact as it gets.
    private static async Task<double> StartAsync(InstalledAgent agent)
    {
        using var client = new HttpClient();
        var startedAt = Stopwatch.GetTimestamp();
        agent.Start();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(agent.Rest, $"v2/models/endpoint-{Models}/ready"));
                if (answer.IsSuccessStatusCode)
                    return Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
