using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Domain.Shadows;

/// <summary>Confusion matrix of two models by label, from counted pairs: rows champion, columns shadow, the most frequent labels first. Immutable.</summary>
public sealed class DisagreementMatrix
{
    private readonly Dictionary<(string Champion, string Shadow), long> _counts;

    /// <summary>Counts pairs.</summary>
    /// <param name="pairs">As agents counted them; pairs without names are told apart.</param>
    public DisagreementMatrix(IEnumerable<LabelPair> pairs)
    {
        var named = pairs.Where(pair => pair.Count > 0).ToLookup(IsNamed);
        Unnamed = named[false].Sum(pair => pair.Count);
        _counts = named[true].GroupBy(pair => (pair.Champion, pair.Shadow)).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Count));
        Labels =
        [
            .. _counts.SelectMany(pair => new[] { (Label: pair.Key.Champion, pair.Value), (Label: pair.Key.Shadow, pair.Value) })
                .GroupBy(label => label.Label, label => label.Value)
                .OrderByDescending(group => group.Sum()).ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.Key),
        ];
        Agreement = _counts.Count == 0 ? null : new(Table());
    }

    /// <summary>Labels that were given by name.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Rows whose pair had no place of its own any more: agents name at most <see cref="ShadowComparison.MaximumLabelPairs"/> pairs. They are in no cell, and whether they agree is not known here.</summary>
    public long Unnamed { get; }

    /// <summary>Kappa and the shares of the named pairs; null when there is none.</summary>
    public LabelAgreement? Agreement { get; }

    /// <summary>Rows with one pair of labels.</summary>
    public long Of(string champion, string shadow) => _counts.GetValueOrDefault((champion, shadow));

    /// <summary>Rows to which the champion gave a label.</summary>
    public long OfChampion(string label) => _counts.Where(pair => pair.Key.Champion == label).Sum(pair => pair.Value);

    /// <summary>Rows to which the shadow gave a label.</summary>
    public long OfShadow(string label) => _counts.Where(pair => pair.Key.Shadow == label).Sum(pair => pair.Value);

    /// <summary>Pairs of different labels, the most frequent first.</summary>
    public IReadOnlyList<LabelPair> Disagreements =>
    [
        .. _counts.Where(pair => pair.Key.Champion != pair.Key.Shadow)
            .Select(pair => new LabelPair(pair.Key.Champion, pair.Key.Shadow, pair.Value))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Champion, StringComparer.Ordinal).ThenBy(pair => pair.Shadow, StringComparer.Ordinal),
    ];

    private static bool IsNamed(LabelPair pair) => pair.Champion != OutputSummary.OtherLabel && pair.Shadow != OutputSummary.OtherLabel;

    private long[][] Table() => [.. Labels.Select(champion => Labels.Select(shadow => Of(champion, shadow)).ToArray())];
}
