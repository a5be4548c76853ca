using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Comparisons;

/// <summary>Evidence of one stratum: one split, unchanged; nothing of an earlier split is in it. Immutable.</summary>
public sealed record ComparisonInput
{
    /// <summary>What is compared with: the champion, or a baseline of it as large as the challengers.</summary>
    public required ComparedVariant Champion { get; init; }

    /// <summary>The judged variants.</summary>
    public required IReadOnlyList<ComparedVariant> Challengers { get; init; }

    /// <summary>Variants that answer too and are not compared, such as the champion beside a baseline; they belong to the split.</summary>
    public IReadOnlyList<ComparedVariant> Others { get; init; } = [];

    /// <summary>How much of what agents counted has arrived.</summary>
    public required Completeness Completeness { get; init; }

    /// <summary>The last comparison of the same stratum, whose smallest p-values are kept; null at the first look.</summary>
    public Comparison? Before { get; init; }

    /// <summary>Evidence of harm from earlier strata by <see cref="KeyOf"/>: each a new sequence, so they multiply and nothing else of them is used.</summary>
    public IReadOnlyDictionary<string, EValue> Earlier { get; init; } = new Dictionary<string, EValue>();

    /// <summary>Name of one variant's evidence in one metric.</summary>
    public static string KeyOf(string variant, string metric) => $"{variant}/{metric}";
}
