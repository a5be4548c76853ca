using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;
using static ControlPlane.AgentHost.Tests.Guards.GuardScene;

namespace ControlPlane.AgentHost.Tests.Guards;

/// <summary>Each kind of harm, seen by its own guard and by no other.</summary>
public sealed class GuardKindTests
{
    // Half of the requests are harmed: too few for a guard of all failures, too many for each of the others.
    private static readonly GuardLimits All = new() { ErrorShare = 0.9, TimeoutShare = 0.4, InvalidOutputShare = 0.4, LatencyP99Milliseconds = 500, MinimumRequests = 20, WindowSeconds = 10 };

    public static TheoryData<GuardKind> Kinds() => [GuardKind.ErrorShare, GuardKind.TimeoutShare, GuardKind.InvalidOutputShare, GuardKind.LatencyP99];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Check_HarmOfOneKind_IsDivertedAndReportedAsThatKind(GuardKind kind)
    {
        await using var rig = await ServingAsync(kind == GuardKind.ErrorShare ? All with { ErrorShare = 0.4 } : All);

        Harm(rig, kind);
        Look(rig);

        Assert.True(RecorderOf(rig, "v2").IsDiverted);
        var trip = Assert.Single(rig.Reports.Trips);
        Assert.Equal((kind, 60L), (trip.Guard, trip.Requests));
        Assert.True(trip.Observed > trip.Limit, $"{trip.Observed} against {trip.Limit}");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Check_ThatGuardIsOff_TheSameHarmGoesOn(GuardKind kind)
    {
        await using var rig = await ServingAsync(kind switch
        {
            GuardKind.TimeoutShare => All with { TimeoutShare = null },
            GuardKind.InvalidOutputShare => All with { InvalidOutputShare = null },
            GuardKind.LatencyP99 => All with { LatencyP99Milliseconds = null },
            _ => All with { ErrorShare = null },
        });

        Harm(rig, kind);
        Look(rig);

        Assert.False(RecorderOf(rig, "v2").IsDiverted);
        Assert.Empty(rig.Reports.Trips);
    }

    private static void Harm(ApplierRig rig, GuardKind kind)
    {
        var recorder = RecorderOf(rig, "v2");
        for (var request = 0; request < 60; request++)
        {
            if (request % 2 == 0)
                recorder.Answered(Ticks(2), Prediction.None, -1, Attributes.None);
            else if (kind is GuardKind.ErrorShare or GuardKind.TimeoutShare)
                recorder.Failed(kind == GuardKind.TimeoutShare ? ErrorClass.Timeout : ErrorClass.Model, -1, Attributes.None);
            else if (kind == GuardKind.InvalidOutputShare)
                recorder.Answered(Ticks(2), Prediction.None with { IsInvalid = true }, -1, Attributes.None);
            else
                recorder.Answered(Ticks(900), Prediction.None, -1, Attributes.None);
        }
    }

    private static long Ticks(int milliseconds) => milliseconds * System.Diagnostics.Stopwatch.Frequency / 1_000;
}
