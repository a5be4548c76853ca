using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Rollouts;

/// <summary>How much worse a challenger is, in the metric's unit; negative is better. Immutable.</summary>
/// <param name="Effect">The estimate.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
internal readonly record struct Harm(double Effect, double Low, double High)
{
    /// <summary>The estimate with its interval.</summary>
    public string InWords(string metric) =>
        $"{(Effect > 0 ? "worse" : "better")} by {MetricReader.InWords(metric, Math.Abs(Effect))} (interval of harm {MetricReader.InWords(metric, Low)} to {MetricReader.InWords(metric, High)})";
}
