namespace ControlPlane.Web.Realtime.Replicas;

/// <summary>Rings for what another replica may have changed: which it was is not told, so screens and loops ask again for all of it. A singleton, thread-safe.</summary>
public sealed class ChangeRinger(ChangeBell bell)
{
    private static readonly ChangeTopic[] Committed =
        [ChangeTopic.Endpoints, ChangeTopic.Models, ChangeTopic.Agents, ChangeTopic.Rollouts, ChangeTopic.AnalysisTemplates, ChangeTopic.Audit, ChangeTopic.Drift];

    /// <summary>Rings for everything that is committed as a decision.</summary>
    public void RingAll()
    {
        foreach (var topic in Committed)
            bell.Ring(topic, null);
    }
}
