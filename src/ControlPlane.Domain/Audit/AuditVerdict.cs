using ControlPlane.Contracts.Audit;

namespace ControlPlane.Domain.Audit;

/// <summary>What was found when a whole chain was checked. Immutable.</summary>
public sealed record AuditVerdict
{
    /// <summary>Entries that were read.</summary>
    public required long Entries { get; init; }

    /// <summary>The head the database names; null when it names none.</summary>
    public required AuditHead? Head { get; init; }

    /// <summary>The first entry that is not as it was written; null when every one is.</summary>
    public required AuditFault? Fault { get; init; }

    /// <summary>Witnesses that were asked.</summary>
    public required int Witnesses { get; init; }

    /// <summary>Those whose head the chain does not hold.</summary>
    public required IReadOnlyList<AuditDisagreement> Disagreements { get; init; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsIntact => Fault is null && Disagreements.Count == 0;

    /// <summary>The verdict in one sentence.</summary>
    public string Sentence
    {
        get
        {
            if (Fault is { } fault)
                return $"The audit is not as it was written: {fault.Sentence}";
            if (Disagreements.Count > 0)
                return $"The audit contradicts {(Disagreements.Count == 1 ? "a witness" : $"{Disagreements.Count} witnesses")}: {Disagreements[0].Sentence}";
            var witnesses = Witnesses switch { 0 => "no witness was there to ask", 1 => "1 witness agrees", _ => $"{Witnesses} witnesses agree" };
            return $"The audit is intact: {Entries} {(Entries == 1 ? "entry" : "entries")}, and {witnesses}.";
        }
    }
}
