using ControlPlane.Domain.Analysis.Proportions;

namespace ControlPlane.Web.Api.Resources;

/// <summary>A share of counted things. Immutable.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Low">Lower limit of Wilson's 95 % interval.</param>
/// <param name="High">Upper limit of the interval.</param>
/// <param name="Events">How many.</param>
/// <param name="Trials">Of how many.</param>
internal sealed record ShareResource(double Share, double Low, double High, long Events, long Trials)
{
    public static ShareResource Of(ProportionSample sample)
    {
        var interval = ProportionInterval.Wilson(sample, 0.95);
        return new(sample.Share, interval.Lower, interval.Upper, sample.Events, sample.Trials);
    }
}
