namespace ControlPlane.Contracts.Routing;

/// <summary>What answers when the chosen variant cannot: the stable version or a constant. Immutable.</summary>
/// <param name="Version">A prepared version; null when <paramref name="Constant"/> answers.</param>
/// <param name="Constant">A whole inference response as JSON text; null when <paramref name="Version"/> answers.</param>
public sealed record FallbackAnswer(int? Version, string? Constant);
