using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Hosting.Demo;

namespace ControlPlane.Web.Hosting;

/// <summary>The command line of the control plane: it runs until the process is told to end.</summary>
internal sealed class ControlPlaneProgram(TextWriter output, TextWriter errors, TimeProvider clock)
{
    private const int Fine = 0;
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs what the arguments say.</summary>
    /// <returns>The exit code: 0 after an orderly end, 1 when it could not start, 2 for a wrong configuration.</returns>
    public Task<int> RunAsync(IReadOnlyList<string> args) =>
        args.Count > 0 && args[0] == "demo" ? RunDemoAsync([.. args.Skip(1)]) : RunServerAsync(args);

    private async Task<int> RunServerAsync(IReadOnlyList<string> args)
    {
        var settings = HostSettings.Read(args);
        if (settings.Refusal is { } problems)
            return await RefuseAsync(problems, WrongUsage);

        await using var app = ControlPlaneHost.Build(settings.Value);
        if (await ControlPlaneHost.StartAsync(app, CancellationToken.None) is { } refusal)
            return await RefuseAsync(refusal, Failed);
        if (!settings.Value.Server.IsLoopback)
            await errors.WriteLineAsync($"{settings.Value.Server.Listen} can be reached from other machines, and nobody has to log in yet.");
        await app.WaitForShutdownAsync();
        return Fine;
    }

    private async Task<int> RunDemoAsync(IReadOnlyList<string> args)
    {
        var line = CommandLine.Read(args, DemoOptions.Flags);
        var reader = new OptionsReader(new ConfigurationBuilder().AddInMemoryCollection(line.Settings).Build());
        var options = reader.Read<DemoOptions>(DemoOptions.Section);
        if (line.Problems.Count + reader.Problems.Count > 0)
            return await RefuseAsync(HostSettings.Invalid([.. line.Problems, .. reader.Problems]), WrongUsage);

        return await DemoHost.RunAsync(options, output, clock) is { } refusal ? await RefuseAsync(refusal, Failed) : Fine;
    }

    private async Task<int> RefuseAsync(Refusal refusal, int exitCode)
    {
        await errors.WriteLineAsync(refusal.Sentence);
        foreach (var field in refusal.Fields)
            await errors.WriteLineAsync($"  {field.Field} {field.Problem}; {field.Remedy}");
        return exitCode;
    }
}
