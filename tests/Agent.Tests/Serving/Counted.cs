using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>What a recorder counted since it was last asked.</summary>
internal static class Counted
{
    public static (long Requests, long Diverted) In(VariantRecorder recorder)
    {
        var counts = All(recorder);
        return (counts.Requests, counts.Diverted);
    }

    public static VariantCounts All(VariantRecorder recorder)
    {
        var counts = recorder.NewCounts();
        recorder.DrainInto(counts);
        return counts;
    }
}
