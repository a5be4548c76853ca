using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting.Commands;
using ControlPlane.Web.Hosting.Demo;

namespace ControlPlane.Web.Hosting;

/// <summary>The command line of the control plane: without a command it runs until the process is told to end.</summary>
/// <param name="output">For people.</param>
/// <param name="errors">For refusals.</param>
/// <param name="raw">Where <paramref name="output"/> goes, for what is no text for people.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class ControlPlaneProgram(TextWriter output, TextWriter errors, Stream raw, TimeProvider clock)
{
    /// <summary>Runs what the arguments say.</summary>
    /// <returns>See <see cref="ExitCodes"/>.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> args) => (args.Count == 0 ? "" : args[0]) switch
    {
        "demo" => RunDemoAsync([.. args.Skip(1)]),
        "audit" => AnswerAsync(new AuditProgram(output, raw).RunAsync([.. args.Skip(1)], CancellationToken.None)),
        "backup" => AnswerAsync(new BackupProgram(output).BackUpAsync([.. args.Skip(1)], CancellationToken.None)),
        "restore" => AnswerAsync(new BackupProgram(output).RestoreAsync([.. args.Skip(1)], CancellationToken.None)),
        "setup-link" => AnswerAsync(new SetupLinkProgram(output).RunAsync([.. args.Skip(1)], CancellationToken.None)),
        "config" => AnswerAsync(new ConfigProgram(output).RunAsync([.. args.Skip(1)])),
        _ => RunServerAsync(args),
    };

    private async Task<int> AnswerAsync(Task<Outcome<int>> command)
    {
        var outcome = await command;
        return outcome.Refusal is { } refusal
            ? await RefuseAsync(refusal, refusal.Code == HostSettings.InvalidCode ? ExitCodes.WrongUsage : ExitCodes.Failed)
            : outcome.Value;
    }

    private async Task<int> RunServerAsync(IReadOnlyList<string> args)
    {
        var settings = HostSettings.Read(args);
        if (settings.Refusal is { } problems)
            return await RefuseAsync(problems, ExitCodes.WrongUsage);

        await using var app = ControlPlaneHost.Build(settings.Value);
        if (await ControlPlaneHost.StartAsync(app, CancellationToken.None) is { } refusal)
            return await RefuseAsync(refusal, ExitCodes.Failed);
        await WelcomeAsync(app, settings.Value);
        await app.WaitForShutdownAsync();
        return ExitCodes.Fine;
    }

    // Somebody must be able to come in the first time; nobody but who started it sees this.
    private async Task WelcomeAsync(WebApplication app, HostSettings settings)
    {
        if (settings.Access.Mode == AccessMode.Open)
        {
            await errors.WriteLineAsync("Nobody signs in (Access:Mode is Open): whoever reaches this address may do everything.");
            return;
        }

        if (await app.Services.GetRequiredService<FirstAdmin>().MakeFirstLinkAsync(settings.Access.FirstAdmin, CancellationToken.None) is not { } made)
            return;
        await output.WriteLineAsync(made.Match(link => $"Nobody can sign in yet. {SetupLinkProgram.Say(link, app.Urls.FirstOrDefault() ?? settings.Server.Listen)}", refusal => refusal.Sentence));
    }

    private async Task<int> RunDemoAsync(IReadOnlyList<string> args)
    {
        var line = CommandLine.Read(args, DemoOptions.Flags);
        var reader = new OptionsReader(new ConfigurationBuilder().AddInMemoryCollection(line.Settings).Build());
        var options = reader.Read<DemoOptions>(DemoOptions.Section);
        if (line.Problems.Count + reader.Problems.Count > 0)
            return await RefuseAsync(HostSettings.Invalid([.. line.Problems, .. reader.Problems]), ExitCodes.WrongUsage);

        return await DemoHost.RunAsync(options, output, clock) is { } refusal ? await RefuseAsync(refusal, ExitCodes.Failed) : ExitCodes.Fine;
    }

    private async Task<int> RefuseAsync(Refusal refusal, int exitCode)
    {
        await errors.WriteLineAsync(refusal.Sentence);
        foreach (var field in refusal.Fields)
            await errors.WriteLineAsync($"  {field.Field} {field.Problem}; {field.Remedy}");
        return exitCode;
    }
}
