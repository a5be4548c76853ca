using ControlPlane.TestKit.Otlp;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Observability;

/// <summary>A control plane and an agent that send to a collector, by the standard variables alone, in the middle of a shadow rollout; shared by the tests of a class.</summary>
public sealed class TracedInstallation : IAsyncLifetime
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Where everything is sent.</summary>
    public OtlpCollector Collector { get; private set; } = null!;

    /// <summary>The processes.</summary>
    public Installation Installation { get; private set; } = null!;

    /// <summary>Id of the rollout.</summary>
    public string Rollout { get; private set; } = "";

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Collector = await OtlpCollector.StartAsync();
        Installation = await TwoVersions.StartAsync(agents: 1, Collector.Environment);
        var started = await Installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "shadow", versions = new[] { 2 }, hold = "1h" });
        Rollout = started.GetProperty("id").GetString()!;
        await Eventually.BeTrueAsync(
            "the shadow gets copies",
            async () => (await Installation.Api.GetAsync($"endpoints/{TwoVersions.Endpoint}/routing-table")).GetRawText().Contains("\"shadow\"", StringComparison.Ordinal),
            Limit);
        await Installation.WaitUntilConvergedAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await Installation.DisposeAsync();
        await Collector.DisposeAsync();
    }
}
