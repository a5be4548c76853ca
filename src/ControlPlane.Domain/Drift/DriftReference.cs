using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Domain.Drift;

/// <summary>The window that later ones are held against, frozen with its bins. Immutable.</summary>
public sealed record DriftReference
{
    /// <summary>What it was frozen from.</summary>
    public required DriftSource Source { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset FrozenAt { get; init; }

    /// <summary>Its features by name; at least one.</summary>
    public required IReadOnlyList<FeatureReference> Features { get; init; }

    /// <summary>Features that could not be frozen, and why.</summary>
    public IReadOnlyList<FieldProblem> Skipped { get; init; } = [];

    /// <summary>Freezes windows; features that cannot be frozen are left out and said.</summary>
    /// <returns>Refusal: <c>reference_empty</c> when none can.</returns>
    public static Outcome<DriftReference> Freeze(DriftSource source, DateTimeOffset now, IReadOnlyList<FeatureWindow> windows)
    {
        var frozen = windows.OrderBy(w => w.Name, StringComparer.Ordinal).Select(FeatureReference.Freeze).ToArray();
        var skipped = frozen.Where(f => !f.IsAccepted).SelectMany(f => f.Refusal!.Fields).ToArray();
        return frozen.Any(f => f.IsAccepted)
            ? new DriftReference { Source = source, FrozenAt = now, Features = [.. frozen.Where(f => f.IsAccepted).Select(f => f.Value)], Skipped = skipped }
            : new Refusal(ReferenceRefusals.Empty, $"No feature of {windows.Count} can be frozen; each needs {FeatureReference.LeastRows} rows with values.") { Fields = skipped };
    }
}
