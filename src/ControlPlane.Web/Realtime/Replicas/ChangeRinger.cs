namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>Rings for what another replica may have changed: which it was is not told, so screens and loops ask again for all of it. A singleton, thread-safe.</summary>
public sealed class ChangeRinger(ChangeBell bell)
{
    // Telemetry is summed all the time; screens that show it ask again by themselves.
    private static readonly ChangeTopic[] Committed = [.. Enum.GetValues<ChangeTopic>().Where(t => t != ChangeTopic.Telemetry)];

    /// <summary>Rings for everything that is committed as a decision.</summary>
    public void RingAll()
    {
        foreach (var topic in Committed)
            bell.Ring(topic, null);
    }
}
