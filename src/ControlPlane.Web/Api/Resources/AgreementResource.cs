using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.Web.Api.Resources;

/// <summary>How a shadow's answers compare with those callers got. Immutable.</summary>
/// <param name="Pairs">Copies that both answered.</param>
/// <param name="Failed">Copies on which the shadow failed.</param>
/// <param name="Invalid">Copies that the shadow answered with a NaN, an infinity or nothing.</param>
/// <param name="Labelled">Rows that got a label from both.</param>
/// <param name="Agreed">Of these, rows with the same label.</param>
/// <param name="Share">Agreed of labelled; null without labels.</param>
internal sealed record AgreementResource(long Pairs, long Failed, long Invalid, long Labelled, long Agreed, double? Share)
{
    public static AgreementResource Of(ShadowComparison compared) =>
        new(compared.Pairs, compared.Failed, compared.Invalid, compared.Labelled, compared.Agreed, compared.Labelled == 0 ? null : compared.Agreed / (double)compared.Labelled);
}
