using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Turns the answer of a source outside into a measurement. Pure.</summary>
internal static class ExternalReader
{
    /// <summary>What the answer says by itself; null when its value is to be held against the limits.</summary>
    public static (MeasurementResult Result, string Sentence)? Settled(MetricCheck check, ExternalReading reading, string challenger, string champion, bool isJudged)
    {
        var kind = check.Source!.Kind;
        if (reading.Error is { } error)
            return (MeasurementResult.Error, $"{check.Metric} of {challenger} could not be measured by {kind}: {error}");
        if (reading.Verdict is { } verdict)
        {
            return isJudged
                ? (MeasurementResult.Error, $"The {kind} of {check.Metric} gave a verdict where the canary judge needs a value.")
                : (verdict, $"The {kind} of {check.Metric} says {InWords(verdict)} of {challenger}{(reading.Reason.Length == 0 ? "" : $": {reading.Reason.TrimEnd('.')}")}.");
        }

        if (reading.Value is null)
            return (MeasurementResult.NoData, $"{kind} has no value of {check.Metric} for {challenger}.");
        if (check.IsCompared && reading.Champion is null && check is { Maximum: null, Minimum: null })
            return (MeasurementResult.NoData, $"{kind} has no value of {check.Metric} for {champion}, so there is nothing to compare with.");
        return null;
    }

    private static string InWords(MeasurementResult verdict) => verdict switch
    {
        MeasurementResult.Pass => "pass",
        MeasurementResult.Fail => "fail",
        MeasurementResult.Inconclusive => "inconclusive",
        _ => throw new InvalidOperationException($"{verdict} is no verdict of a source."),
    };
}
