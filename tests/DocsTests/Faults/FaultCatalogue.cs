namespace ControlPlane.DocsTests.Faults;

/// <summary>Every fault, by chapter of the page.</summary>
internal static partial class FaultCatalogue
{
    /// <summary>Chapters in the page's order, with the mark of their part.</summary>
    public static IReadOnlyList<(string Mark, IReadOnlyList<FaultCase> Cases)> Chapters { get; } =
    [
        ("push", Push),
        ("network", Network),
        ("metrics", Metrics),
        ("clock", Clock),
        ("database", Database),
        ("dashboard", Dashboard),
        ("hostile", Hostile),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<FaultCase> All => Chapters.SelectMany(c => c.Cases);
}
