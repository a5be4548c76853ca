namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>Every flag, evaluated for one context. Immutable.</summary>
internal sealed record FlagList(IReadOnlyList<FlagAnswer> Flags);
