using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>One variant that is compared by a metric. Immutable.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Weight">Its set share, basis points.</param>
/// <param name="Requests">Its requests in the window.</param>
/// <param name="Rewarded">Of these, the units the metric rests on.</param>
/// <param name="Mean">The metric; null without units.</param>
public sealed record ArmLine(string Name, int Weight, long Requests, long Rewarded, double? Mean)
{
    /// <summary>The answering variants of an endpoint in their order.</summary>
    public static IReadOnlyList<ArmLine> Of(IReadOnlyList<VariantRow> variants, IReadOnlyList<WindowRow> window, string metric) =>
        [.. variants.Where(v => v.Role != VariantRole.Shadow).Select(v => Of(v.Name, v.Weight, window.FirstOrDefault(w => w.Variant == v.Name), metric))];

    /// <summary>One line; a variant that is not in the window did nothing.</summary>
    public static ArmLine Of(string name, int weight, WindowRow? row, string metric)
    {
        if (row is null)
            return new ArmLine(name, weight, 0, 0, null);
        var evidence = RecordedEvidence.Of(row);
        var units = metric switch
        {
            MetricName.Accuracy => evidence.Labelled,
            MetricName.Reward => evidence.Rewarded,
            _ => evidence.Requests,
        };
        return new ArmLine(name, weight, evidence.Requests, units, MetricName.Read(metric, evidence));
    }
}
