using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>
/// Challengers answer on a lease that every word of the control plane renews: without one for ten minutes their requests return to the stable variant,
/// and with the next one they come back. Champions need no lease. Singleton; <see cref="Check"/> has one caller.
/// </summary>
internal sealed class ChallengerLease(
    AgentOptions options, ServingTableHolder tables, ControlPlaneContact contact, TimeProvider time, ILogger<ChallengerLease> logger) : BackgroundService
{
    /// <summary>How long it holds.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private volatile bool _isExpired;

    /// <summary>True while challengers are withheld.</summary>
    public bool IsExpired => _isExpired;

    /// <summary>Applies the lease to every challenger of the table in force.</summary>
    public void Check()
    {
        var isExpired = options.WhenIsolated == IsolationPolicy.Return && contact.SinceContact > Length;
        foreach (var variant in tables.Current.Endpoints.Values.SelectMany(Challengers))
        {
            if (isExpired)
                variant.Recorder.Divert(Diversion.LeaseExpired);
            else
                variant.Recorder.Restore(Diversion.LeaseExpired);
        }

        if (isExpired == _isExpired)
            return;
        _isExpired = isExpired;
        if (isExpired)
            logger.LeaseExpired(Length.TotalMinutes);
        else
            logger.LeaseRenewed();
    }

    /// <summary>Checks until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Check();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private static IEnumerable<ServedVariant> Challengers(ServedEndpoint endpoint) =>
        endpoint.Variants.Where(v => v.Routing.Role == VariantRole.Challenger && v != endpoint.Stable);
}
