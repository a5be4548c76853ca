namespace ControlPlane.AgentHost.Telemetry;

/// <summary>What became of a copy that was run.</summary>
internal enum CopyOutcome
{
    /// <summary>Both variants gave a valid answer.</summary>
    Pair,

    /// <summary>The shadow failed.</summary>
    Failed,

    /// <summary>The shadow's answer held a NaN, an infinity, or nothing where something was due.</summary>
    Invalid,

    /// <summary>The answer the caller got did, which judges nobody.</summary>
    ChampionInvalid,
}
