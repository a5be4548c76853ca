using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;
using ControlPlane.Observability.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Hosting;

public sealed class RolloutMetricsTests
{
    [Fact]
    public async Task Write_TripsDropsAndSuspension_AreOnThePage()
    {
        await using var rig = new ApplierRig();
        var table = TableOf(rig, 1, 10_000, 0);
        rig.Take(table with { Endpoints = [table.Endpoints[0] with { IsSuspended = true }] });
        await rig.UntilWholeAsync(1);
        rig.Trips.Add(new TripReport
        {
            Endpoint = "pets",
            Variant = "v2",
            Version = 2,
            RouteRevision = 1,
            Guard = GuardKind.InvalidOutputShare,
            Limit = 0.1,
            Observed = 0.5,
            Requests = 40,
            WindowSeconds = 10,
            TrippedAt = DateTimeOffset.UnixEpoch,
        });
        var dropped = new VariantCounts(0, 0) { DroppedCopies = 3 };
        using var mirrored = new MirrorQueue(new MirrorLimits());
        mirrored.Breakers.Of(new VariantKey("pets", "v3", 3, RouteRevision: 7)).Failed(isTimeout: false, rig.Time);
        for (var timeout = 0; timeout < 3; timeout++)
            mirrored.Breakers.Of(new VariantKey("pets", "v4", 4, RouteRevision: 8)).Failed(isTimeout: true, rig.Time);
        using var lease = new ChallengerLease(null!, rig.Holder, new ControlPlaneContact(rig.Time), rig.Time, NullLogger<ChallengerLease>.Instance);
        var page = new ExpositionPage();

        new RolloutMetrics(rig.Holder, rig.Trips, mirrored, new ShadowSampleQueue(), lease).Write(page, [new VariantTotals("pets", "v3", 3, VariantRole.Shadow, dropped)]);

        var lines = ExpositionText.Of(page).Split('\n').Where(l => !l.StartsWith('#')).ToList();
        Assert.Contains("""controlplane_agent_guard_trips_total{endpoint="pets",variant="v2",guard="invalid-output-share"} 1""", lines);
        Assert.Contains("""controlplane_agent_variant_tripped{endpoint="pets",variant="v2",version="2"} 1""", lines);
        Assert.Contains("""controlplane_agent_mirror_dropped_total{endpoint="pets",variant="v3",version="3",role="shadow"} 3""", lines);
        Assert.Contains("""controlplane_agent_endpoint_suspended{endpoint="pets"} 1""", lines);
        Assert.Contains("""controlplane_agent_variant_set_share_ratio{endpoint="pets",variant="v1",version="1",role="champion"} 1""", lines);
        Assert.Contains("controlplane_agent_mirror_queue_copies 0", lines);
        Assert.Contains("""controlplane_agent_mirror_breaker_open{endpoint="pets",variant="v3",version="3"} 0""", lines);
        Assert.Contains("""controlplane_agent_mirror_breaker_open{endpoint="pets",variant="v4",version="4"} 1""", lines);
        Assert.Contains("""controlplane_agent_mirror_breaker_opened_total{endpoint="pets",variant="v4",version="4"} 1""", lines);
        Assert.Contains("controlplane_agent_shadow_samples_dropped_total 0", lines);
        Assert.Contains("controlplane_agent_lease_expired 0", lines);
    }
}
