namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>Why a flag has its value, in OpenFeature's words.</summary>
internal static class FlagReasons
{
    /// <summary>Every caller gets it.</summary>
    public const string Static = "STATIC";

    /// <summary>The flag has rules, none of them matched, and the rest of callers gets it.</summary>
    public const string Default = "DEFAULT";

    /// <summary>A rule named it for such callers.</summary>
    public const string TargetingMatch = "TARGETING_MATCH";

    /// <summary>The caller's bucket decided.</summary>
    public const string Split = "SPLIT";

    /// <summary>What the caller should get cannot answer here, and this stands in for it.</summary>
    public const string Disabled = "DISABLED";
}
