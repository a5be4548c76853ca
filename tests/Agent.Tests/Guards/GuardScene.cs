using ControlPlane.AgentHost.Guards;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using static ControlPlane.AgentHost.Tests.Routing.TableApplierTests;

namespace ControlPlane.AgentHost.Tests.Guards;

/// <summary>An agent that serves a guarded challenger, its harm, and looks at it.</summary>
internal static class GuardScene
{
    public static GuardLimits Limits { get; } = new() { ErrorShare = 0.1, MinimumRequests = 20, WindowSeconds = 10 };

    public static async Task<ApplierRig> ServingAsync(MemoryDisk? disk = null, Func<EndpointRouting, EndpointRouting>? change = null) =>
        await ServingAsync(Limits, disk, change);

    public static async Task<ApplierRig> ServingAsync(GuardLimits? guards, MemoryDisk? disk = null, Func<EndpointRouting, EndpointRouting>? change = null)
    {
        var rig = new ApplierRig(disk);
        var table = Guarded(rig, 1);
        var endpoint = table.Endpoints[0] with { Guards = guards };
        rig.Take(table with { Endpoints = [change?.Invoke(endpoint) ?? endpoint] });
        await rig.UntilWholeAsync(1);
        rig.Guards.Check();
        return rig;
    }

    public static RoutingTable Guarded(ApplierRig rig, long revision)
    {
        var table = TableOf(rig, revision, 9_000, 1_000);
        return table with { Endpoints = [table.Endpoints[0] with { Guards = Limits }] };
    }

    public static VariantRecorder RecorderOf(ApplierRig rig, string variant) =>
        rig.Served()!.Variants.Single(v => v.Routing.Name == variant).Recorder;

    public static void Fail(ApplierRig rig, string variant, int times)
    {
        for (var i = 0; i < times; i++)
            RecorderOf(rig, variant).Failed(ErrorClass.Model, -1, Attributes.None);
    }

    public static void Look(ApplierRig rig)
    {
        rig.Time.Advance(GuardWatch.Interval);
        rig.Guards.Check();
    }
}
