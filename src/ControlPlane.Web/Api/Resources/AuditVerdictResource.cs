using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Audit;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What was found when the audit was checked. Immutable.</summary>
/// <param name="IsIntact">Whether nothing was found.</param>
/// <param name="Sentence">The verdict in words.</param>
/// <param name="Entries">Entries that were read.</param>
/// <param name="Head">The newest entry; keep it elsewhere, and be a witness. Null when there is none.</param>
/// <param name="FirstBad">The first entry that is not as it was written; null when every one is.</param>
/// <param name="Witnesses">Witnesses that were asked.</param>
/// <param name="Disagreements">What witnesses keep that the chain does not hold.</param>
internal sealed record AuditVerdictResource(
    bool IsIntact, string Sentence, long Entries, AuditHead? Head, AuditFault? FirstBad, int Witnesses, IReadOnlyList<string> Disagreements)
{
    public static AuditVerdictResource Of(AuditVerdict verdict) => new(
        verdict.IsIntact, verdict.Sentence, verdict.Entries, verdict.Head, verdict.Fault, verdict.Witnesses, [.. verdict.Disagreements.Select(d => d.Sentence)]);
}
