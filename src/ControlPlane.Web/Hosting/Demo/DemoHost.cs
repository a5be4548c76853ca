using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Hosting.Demo;

/// <summary>The whole product on this machine: the control plane in this process, agents and users beside it.</summary>
internal static class DemoHost
{
    // Long enough to see something happen, short enough to wait for.
    private static readonly TimeSpan UsualHold = TimeSpan.FromSeconds(60);

    /// <summary>Runs until the process is told to end.</summary>
    /// <returns>Why it could not start; null after an orderly end.</returns>
    public static async Task<Refusal?> RunAsync(DemoOptions options, TextWriter output, TimeProvider clock)
    {
        var agent = DemoProgram.Find(AppContext.BaseDirectory, "Agent", "ControlPlane.Agent");
        var demo = DemoProgram.Find(AppContext.BaseDirectory, "Demo", "ControlPlane.Demo");
        if ((agent.Refusal ?? demo.Refusal) is { } missing)
            return missing;

        var folder = new DemoFolder(Path.GetFullPath(options.Data));
        if (options.Fresh)
            folder.Clear();
        var address = DemoAddresses.OfControlPlane(options).GetLeftPart(UriPartial.Authority);
        var settings = HostSettings.Read(["--listen", address, "--data", folder.ControlPlane, "--Access:Mode", nameof(AccessMode.Open)]);
        if (settings.Refusal is { } problems)
            return problems;
        if (!settings.Value.Configuration.GetSection($"{RolloutOptions.Section}:{nameof(RolloutOptions.Hold)}").Exists())
            settings.Value.Rollout.Hold = UsualHold;

        await using var app = ControlPlaneHost.Build(settings.Value, builder => builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning));
        if (await ControlPlaneHost.StartAsync(app, CancellationToken.None) is { } refusal)
            return refusal;
        await new DemoFleet(options, folder, output, clock).RunAsync(agent.Value, demo.Value, app.Lifetime.ApplicationStopping);
        await app.StopAsync();
        return null;
    }
}
