namespace ControlPlane.Web.Features.Audit;

/// <summary>How far back the audit's page looks. Immutable.</summary>
/// <param name="Word">In the address.</param>
/// <param name="Label">On the button.</param>
/// <param name="Length">Null means from the beginning.</param>
public sealed record AuditSpan(string Word, string Label, TimeSpan? Length)
{
    /// <summary>What there is to pick, shortest first.</summary>
    public static IReadOnlyList<AuditSpan> All { get; } =
    [
        new("1h", "1 h", TimeSpan.FromHours(1)),
        new("24h", "24 h", TimeSpan.FromHours(24)),
        new("7d", "7 d", TimeSpan.FromDays(7)),
        new("all", "All", null),
    ];

    /// <summary>The span of a word; the last day for any other word.</summary>
    public static AuditSpan Of(string? word) => All.FirstOrDefault(s => s.Word == word) ?? All[1];
}
