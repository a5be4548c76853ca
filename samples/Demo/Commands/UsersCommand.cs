using System.Runtime.InteropServices;
using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Commands;

/// <summary>Plays the users until a signal comes or the parent process goes, and says what happened.</summary>
internal static class UsersCommand
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(Arguments arguments, TextWriter output, TimeProvider time)
    {
        var agents = ReadAgents(arguments);
        var options = ReadOptions(arguments);
        var parent = arguments.Whole("--parent-pid", 1, int.MaxValue);
        if (arguments.Problems.Count > 0)
            return ExitCode.WrongUsage;

        using var stop = new CancellationTokenSource();
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var watch = parent is { } id ? new ParentProcess(id, time) : null;
        await ActAsync(options, agents, watch, output, time, stop);
        return ExitCode.Done;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task ActAsync(
        TrafficOptions options, IReadOnlyList<Uri> agents, ParentProcess? parent, TextWriter output, TimeProvider time, CancellationTokenSource stop)
    {
        var plan = new CallPlan(options);
        var counters = new TrafficCounters(options.Scenes);
        var clock = new TrafficClock(time);
        using var client = new AgentClient(AgentClient.MakeHandler(), new AgentRing(agents), counters, clock);
        var traffic = new UserTraffic(options, plan, client, counters, clock, time);
        await output.WriteLineAsync(
            $"users: {Population.UsualCount} users send {options.Rate} calls per second to {string.Join(", ", agents)}, seed {options.Seed}, "
            + $"and tell the truth about {options.FeedbackShare:P0} of the answers");

        List<Task> tasks = [traffic.RunAsync(stop.Token), ReportAsync(traffic, output, time, stop.Token)];
        if (parent is not null)
            tasks.Add(parent.WhenGoneAsync(stop.Token));

        await Task.WhenAny(tasks);
        await stop.CancelAsync();
        await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await output.WriteLineAsync(traffic.Summarise().ToJson());
        if (tasks.Find(task => task.IsFaulted) is { } broken)
            await broken;
    }

    private static async Task ReportAsync(UserTraffic traffic, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ReportInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await output.WriteLineAsync(traffic.Summarise().ToLine());
    }

    private static List<Uri> ReadAgents(Arguments arguments)
    {
        var agents = new List<Uri>();
        var words = arguments.RequiredText("--agents");
        if (words.Length == 0)
            return agents;

        foreach (var word in words.Split(',', StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(word.TrimEnd('/') + "/", UriKind.Absolute, out var agent) && agent.Scheme is "http" or "https")
                agents.Add(agent);
            else
                arguments.Refuse($"--agents must be http or https addresses separated by commas; '{word}' is none");
        }

        return agents;
    }

    private static TrafficOptions ReadOptions(Arguments arguments)
    {
        var usual = new TrafficOptions();
        return usual with
        {
            Rate = arguments.Number("--rate", 0.1, 10_000) ?? usual.Rate,
            Seed = arguments.Whole("--seed", 0, int.MaxValue) ?? usual.Seed,
            FeedbackShare = arguments.Number("--feedback-share", 0, 1) ?? usual.FeedbackShare,
            Scenes = arguments.Text("--scenes")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? usual.Scenes,
        };
    }
}
