using System.Diagnostics;
using System.Globalization;
using ControlPlane.Benchmarks.Infer;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Benchmarks.Start;

/// <summary>An agent that starts from its own disk, the control plane gone, with one model and with 20: how long until it answers, and what it takes while nobody asks, before and after.</summary>
internal static class StartBenchmark
{
    private const int Starts = 9;

    // What is done once a second is compiled again after half a minute, what is done every five seconds after two and a half.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(160);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (arguments.Length > 0)
            throw new ArgumentException($"There is no option {arguments[0]}.");

        await MeasureAsync(models: 1, output);
        await MeasureAsync(models: 20, output);
        return 0;
    }

    private static async Task MeasureAsync(int models, TextWriter output)
    {
        await using var installation = await Installation.StartAsync(agents: 1);
        using var folder = new TemporaryFolder();
        var first = await File.ReadAllBytesAsync(MeasuredModels.Fraud(folder.Path));
        for (var model = 1; model <= models; model++)
        {
            await installation.Api.RegisterAsync($"model-{model}", model == 1 ? first : OnnxModels.AddConstant(model));
            await installation.Api.PutEndpointAsync($"endpoint-{model}", $"model-{model}", 1);
        }

        await installation.WaitUntilConvergedAsync();
        var agent = installation.Agents[0];
        var connected = await IdleAsync(agent);
        await installation.KillControlPlaneAsync();
        await agent.KillAsync();

        var starts = new List<(double Milliseconds, TimeSpan Processor)>();
        for (var start = 0; start < Starts; start++)
        {
            if (start > 0)
                await agent.KillAsync();
            starts.Add(await StartAsync(agent, models));
        }

        var alone = await IdleAsync(agent);
        var times = starts.Select(s => s.Milliseconds).Order().ToArray();
        var processor = starts.Select(s => s.Processor.TotalMilliseconds).Order().ElementAt(Starts / 2);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{models} model(s) from the disk: ready after {times[Starts / 2]:0} ms (median of {Starts}, {times[0]:0}–{times[^1]:0}) and {processor:0} ms of processor time; idle over {Idle.TotalSeconds:0} s, connected: {connected}, alone: {alone}"));
    }

    private static async Task<string> IdleAsync(InstalledAgent agent)
    {
        await Task.Delay(Settling, TimeProvider.System);
        using var process = Process.GetProcessById(agent.Process!.Id);
        var before = process.TotalProcessorTime;
        await Task.Delay(Idle, TimeProvider.System);
        process.Refresh();
        var busy = (process.TotalProcessorTime - before) / Idle;
        return string.Create(CultureInfo.InvariantCulture, $"{process.WorkingSet64 >> 20} MB resident, {busy * 100:0.00} % of a core");
    }

    // From the start of the process to its first 200; asked every few milliseconds, which is as exact as it gets.
    private static async Task<(double Milliseconds, TimeSpan Processor)> StartAsync(InstalledAgent agent, int models)
    {
        using var client = new HttpClient();
        var startedAt = Stopwatch.GetTimestamp();
        agent.Start();
        using var process = Process.GetProcessById(agent.Process!.Id);
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(agent.Rest, $"v2/models/endpoint-{models}/ready"));
                if (answer.IsSuccessStatusCode)
                    return (Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, process.TotalProcessorTime);
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
