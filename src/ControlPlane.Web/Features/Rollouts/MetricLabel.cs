using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Metrics as people call them. Pure.</summary>
public static class MetricLabel
{
    /// <summary>The name on a screen; of an unknown metric its own name.</summary>
    public static string Of(string metric) => metric switch
    {
        MetricName.ErrorShare => "Failed requests",
        MetricName.TimeoutShare => "Timeouts",
        MetricName.InvalidShare => "Invalid answers",
        MetricName.LatencyP50 => "Latency p50",
        MetricName.LatencyP95 => "Latency p95",
        MetricName.LatencyP99 => "Latency p99",
        MetricName.Accuracy => "Accuracy",
        MetricName.Auc => "Area under the ROC curve",
        MetricName.CalibrationError => "Calibration error",
        MetricName.Cost => "Cost per answer",
        MetricName.LabelCoverage => "Answers with a label",
        MetricName.Reward => "Reward",
        MetricName.DropShare => "Dropped copies",
        MetricName.Agreement => "Agreement",
        MetricName.Kappa => "Kappa",
        MetricName.Deviation => "Mean deviation",
        MetricName.WithinShare => "Within the tolerance",
        MetricName.Concordance => "Concordance",
        MetricName.TopOverlap => "Overlap of highest classes",
        MetricName.SlowerShare => "Slower copies",
        MetricName.CopyFailureShare => "Failed copies",
        _ => metric,
    };
}
