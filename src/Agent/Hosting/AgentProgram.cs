using System.Collections;
using System.Runtime.InteropServices;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Vetting;
using ControlPlane.AgentHost.Workers;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Hosting;

/// <summary>From the command line to a running agent, and the exit codes in between.</summary>
internal static class AgentProgram
{
    /// <summary>It was told something wrong.</summary>
    public const int InvalidOptionsExitCode = 2;

    /// <summary>It may not or cannot become a member.</summary>
    public const int NotJoinedExitCode = 3;

    /// <summary>Runs until the agent is told to stop.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IDictionary environment, TextWriter output, TextWriter errors)
    {
        if (arguments is [VettingChild.Verb, ..])
            return VettingChild.Run(arguments, output);
        if (arguments is [WorkerChild.Verb, ..])
            return WorkerChild.Run(arguments, Console.OpenStandardInput(), output);
        if (arguments.Contains("--help"))
        {
            await output.WriteLineAsync(AgentHelp.Text);
            return 0;
        }

        var isShown = arguments is ["config", "show", ..];
        if (isShown)
            arguments = [.. arguments.Skip(2)];
        var options = AgentOptionsReader.Read(arguments, environment);
        if (!options.IsAccepted)
            return await RefuseAsync(options.Refusal, InvalidOptionsExitCode, errors);
        if (isShown)
            return await ShowAsync(AgentSettings.Read(arguments, environment, []), output);

        var identity = await JoinAsync(options.Value);
        if (identity is not { } joined)
            return 0;
        if (!joined.IsAccepted)
            return await RefuseAsync(joined.Refusal, NotJoinedExitCode, errors);

        using var host = AgentHost.Build(options.Value, joined.Value);
        Announce(host, options.Value, joined.Value);
        await host.RunAsync();
        return Environment.ExitCode;
    }

    /// <summary>Null when the agent was told to stop before it was a member.</summary>
    private static async Task<Outcome<AgentIdentity>?> JoinAsync(AgentOptions options)
    {
        using var stopping = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var loggers = LoggerFactory.Create(logging => logging.AddAgentConsole());
        var addresses = new ControlPlaneAddresses(options.ControlPlanes);
        using var client = ControlPlaneHttp.CreateClient(addresses, prover: null);
        var backoff = new BackoffPolicy(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), Randomness.Unit);
        var enrolment = new Enrolment(client, addresses, new PhysicalDisk(), backoff, TimeProvider.System, loggers.CreateLogger<Enrolment>());
        try
        {
            return await enrolment.RunAsync(options, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task<int> ShowAsync(AgentSettings settings, TextWriter output)
    {
        var rows = settings.Show().ToList();
        var (keys, values) = (rows.Max(r => r.Key.Length), rows.Max(r => r.Value.Length));
        foreach (var (key, value, from) in rows)
            await output.WriteLineAsync($"{key.PadRight(keys)}  {value.PadRight(values)}  {from}");
        return 0;
    }

    private static void Announce(IHost host, AgentOptions options, AgentIdentity identity)
    {
        var logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AgentHost).FullName!);
        logger.Starting(identity.AgentId, host.Services.GetRequiredService<SelfDescription>().AgentVersion, options.DataFolder);
        foreach (var open in options.ControlPlanes.Where(c => c.Scheme == Uri.UriSchemeHttp && !c.IsLoopback))
            logger.ControlPlaneWithoutTls(open);
    }

    private static async Task<int> RefuseAsync(Refusal refusal, int exitCode, TextWriter errors)
    {
        if (refusal.Fields.Count == 0)
            await errors.WriteLineAsync(refusal.Sentence);
        foreach (var field in refusal.Fields)
            await errors.WriteLineAsync($"{field.Field}: {field.Problem}; {field.Remedy}.");
        return exitCode;
    }
}
