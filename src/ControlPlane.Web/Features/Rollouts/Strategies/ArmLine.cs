using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>One variant that is compared by a metric. Immutable.</summary>
/// <param name="Name">Name of the variant.</param>
/// <param name="Requests">Its requests in the window.</param>
/// <param name="Rewarded">Of these, the units the metric rests on.</param>
/// <param name="Mean">The metric; null without units.</param>
public sealed record ArmLine(string Name, long Requests, long Rewarded, double? Mean)
{
    /// <summary>One line; a variant that is not in the window did nothing.</summary>
    public static ArmLine Of(string name, WindowRow? row, string metric)
    {
        if (row is null)
            return new ArmLine(name, 0, 0, null);
        var evidence = RecordedEvidence.Of(row);
        var units = metric switch
        {
            MetricName.Accuracy => evidence.Labelled,
            MetricName.Reward => evidence.Rewarded,
            _ => evidence.Requests,
        };
        return new ArmLine(name, evidence.Requests, units, MetricName.Read(metric, evidence));
    }
}
