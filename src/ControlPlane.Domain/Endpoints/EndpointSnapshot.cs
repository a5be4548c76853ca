namespace ControlPlane.Domain.Endpoints;

/// <summary>An endpoint as it was at some moment: enough to show, compare and restore it. Immutable.</summary>
public sealed record EndpointSnapshot
{
    /// <summary>The version to which the endpoint returned.</summary>
    public required int StableVersion { get; init; }

    /// <summary>The stable version before it; null when there was none.</summary>
    public int? PreviousStableVersion { get; init; }

    /// <summary>Variants in their order.</summary>
    public required IReadOnlyList<VariantSnapshot> Variants { get; init; }

    /// <summary>Everything beside the split.</summary>
    public required EndpointSettings Settings { get; init; }

    /// <summary>What a rollout added beside the weights.</summary>
    public RoutingOverlay Overlay { get; init; } = RoutingOverlay.None;

    /// <summary>The split in words, such as <c>v1 90 %, v2 10 %</c>; variants without traffic are left out.</summary>
    public string SplitInWords() =>
        string.Join(", ", Variants.Where(v => v.Weight > 0).Select(v => $"{v.Name} {TrafficWeight.ToPercent(v.Weight)}"));
}
