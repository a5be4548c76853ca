namespace ControlPlane.Web.Realtime;

/// <summary>What a screen may want to hear about.</summary>
public enum ChangeTopic
{
    /// <summary>An endpoint's routing, settings or existence; the key is its name.</summary>
    Endpoints,

    /// <summary>A registered model, its versions or aliases; the key is its name.</summary>
    Models,

    /// <summary>An agent joined, left, reported or fell silent; the key is its id.</summary>
    Agents,

    /// <summary>A rollout began, moved or ended; the key is its endpoint's name.</summary>
    Rollouts,

    /// <summary>A stored analysis template was made, got a version or was deleted; the key is its name.</summary>
    AnalysisTemplates,

    /// <summary>An agent witnesses against the audit; the key is its id. What else is written rings under its own topic.</summary>
    Audit,

    /// <summary>New telemetry or feedback is committed; the key is the endpoint's name.</summary>
    Telemetry,

    /// <summary>Drift was measured, or a reference came or went; the key is the endpoint's name.</summary>
    Drift,

    /// <summary>A webhook was made, changed or deleted, or one of its deliveries moved; the key is its name.</summary>
    Webhooks,

    /// <summary>A batch job began, went on or ended; the key is its id.</summary>
    Jobs,

    /// <summary>A person was added or changed, or a session ended; the key is the person's id.</summary>
    People,
}
