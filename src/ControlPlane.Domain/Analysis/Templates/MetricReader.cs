using System.Globalization;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>Takes one measurement. Pure.</summary>
public static class MetricReader
{
    /// <summary>Measures a check now.</summary>
    /// <param name="check">The metric and its limits.</param>
    /// <param name="evidence">What variants did.</param>
    /// <param name="challenger">Name of the judged variant.</param>
    /// <param name="champion">Name of the variant it is compared with.</param>
    /// <param name="now">The time of the measurement.</param>
    /// <param name="isJudged">Whether the canary judge decides by the values of both sides, so that the limits are not asked.</param>
    public static Measurement Measure(MetricCheck check, IEvidence evidence, string challenger, string champion, DateTimeOffset now, bool isJudged = false)
    {
        var seen = evidence.Of(challenger, check.Window);
        if (check.Source is not null)
            return OfReading(check, evidence.External(challenger, check)!, seen, isJudged ? evidence.Of(champion, check.Window) : null, challenger, champion, now);

        var compared = check.IsCompared || isJudged ? evidence.Of(champion, check.Window) : null;
        var value = MetricName.Read(check.Metric, seen);
        var baseline = compared is null ? null : MetricName.Read(check.Metric, compared);
        if (isJudged)
            return Take(check, value, baseline, seen, challenger, champion, now);

        var (limit, isUpper) = LimitOf(check, value, baseline);
        var (result, sentence) = Judge(check, seen, compared, value, limit, isUpper, challenger, champion);
        return new Measurement
        {
            At = now,
            Result = result,
            Value = value,
            ComparedWith = compared is null ? null : champion,
            Champion = baseline,
            Limit = limit,
            Requests = seen.Requests,
            Sentence = sentence,
        };
    }

    /// <summary>A check's value as people read it: built-in metrics in their own unit, others in the check's.</summary>
    public static string InWords(MetricCheck check, double value) =>
        check.Source is null
            ? InWords(check.Metric, value)
            : string.Create(CultureInfo.InvariantCulture, $"{value:0.####}{(check.Unit is null ? "" : $" {check.Unit}")}");

    /// <summary>A metric's value as people read it.</summary>
    public static string InWords(string metric, double value) =>
        MetricName.IsShare(metric) ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %")
        : MetricName.IsLatency(metric) ? string.Create(CultureInfo.InvariantCulture, $"{value:0.##} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.####}");

    private static Measurement OfReading(
        MetricCheck check, ExternalReading reading, VariantEvidence seen, VariantEvidence? judgedWith, string challenger, string champion, DateTimeOffset now)
    {
        if (judgedWith is not null && reading is { Error: null, Verdict: null })
            return Unasked(check, seen, judgedWith, challenger, champion, now) ?? Take(check, reading.Value, reading.Champion, seen, challenger, champion, now) with { Question = reading.Question };

        var (limit, isUpper) = LimitOf(check, reading.Value, reading.Champion);
        var (result, sentence) = ExternalReader.Settled(check, reading, challenger, champion, judgedWith is not null) ?? OfLimit(check, reading.Value!.Value, limit, isUpper, challenger);
        return new Measurement
        {
            At = now,
            Result = result,
            Value = reading.Value,
            Question = reading.Question,
            ComparedWith = check.IsCompared ? champion : null,
            Champion = reading.Champion,
            Limit = limit,
            Requests = seen.Requests,
            Sentence = sentence,
        };
    }

    private static (MeasurementResult Result, string Sentence) OfLimit(MetricCheck check, double value, double? limit, bool isUpper, string challenger)
    {
        if (limit is not { } bound)
            return (MeasurementResult.Error, $"{check.Source!.Kind} gave the value {InWords(check, value)} for {check.Metric} of {challenger}, but the check has no limit to hold it against.");
        var isWithin = isUpper ? value <= bound : value >= bound;
        return (isWithin ? MeasurementResult.Pass : MeasurementResult.Fail,
            $"{check.Metric} of {challenger} is {InWords(check, value)} by {check.Source!.Kind}, allowed is {(isUpper ? "at most" : "at least")} {InWords(check, bound)}.");
    }

    // A source outside answers whether or not the variant was asked: such an interval is neither a value nor a missing one.
    private static Measurement? Unasked(MetricCheck check, VariantEvidence seen, VariantEvidence champions, string challenger, string champion, DateTimeOffset now)
    {
        var (variant, requests) = seen.Requests < check.MinimumRequests ? (challenger, seen.Requests) : (champion, champions.Requests);
        return requests >= check.MinimumRequests ? null : new()
        {
            At = now,
            Result = MeasurementResult.Inconclusive,
            ComparedWith = champion,
            Requests = seen.Requests,
            Sentence = $"{variant} had {requests} of the {check.MinimumRequests} requests that {check.Metric} needs in an interval of {check.Interval.TotalSeconds:0.#} s.",
        };
    }

    // One interval for the canary judge: both values, no verdict of its own.
    private static Measurement Take(MetricCheck check, double? value, double? baseline, VariantEvidence seen, string challenger, string champion, DateTimeOffset now) => new()
    {
        At = now,
        Result = value is null || baseline is null ? MeasurementResult.NoData : MeasurementResult.Pass,
        Value = value,
        ComparedWith = champion,
        Champion = baseline,
        Requests = seen.Requests,
        Sentence = $"{check.Metric} of {challenger} is {(value is { } own ? InWords(check, own) : "not known")}, of {champion} {(baseline is { } other ? InWords(check, other) : "not known")}, in an interval of {check.Interval.TotalSeconds:0.#} s.",
    };

    private static (MeasurementResult Result, string Sentence) Judge(
        MetricCheck check, VariantEvidence seen, VariantEvidence? compared, double? value, double? limit, bool isUpper, string challenger, string champion)
    {
        if (seen.Requests == 0)
            return (MeasurementResult.NoData, $"No request reached {challenger} in the window, so {check.Metric} is not known.");
        if (seen.Requests < check.MinimumRequests)
            return (MeasurementResult.Inconclusive, $"{challenger} had {seen.Requests} of the {check.MinimumRequests} requests that {check.Metric} needs.");
        if (PairedMetric.PairsOf(check.Metric, seen) is { } pairs && pairs < check.MinimumRequests)
            return (MeasurementResult.Inconclusive, $"{challenger} had {pairs} of the {check.MinimumRequests} pairs that {check.Metric} needs; {seen.Requests} copies came.");
        if (compared is not null && compared.Requests < check.MinimumRequests)
            return (MeasurementResult.Inconclusive, $"{champion} had {compared.Requests} of the {check.MinimumRequests} requests that a comparison of {check.Metric} needs.");
        if ((WhyWaitsForLabels(check, seen, challenger) ?? (compared is null ? null : WhyWaitsForLabels(check, compared, champion))) is { } waiting)
            return (MeasurementResult.Inconclusive, waiting);
        if (value is not { } measured || limit is not { } bound)
            return (MeasurementResult.Inconclusive, $"{check.Metric} of {challenger} is not estimable from {seen.Requests} requests.");

        var isWithin = isUpper ? measured <= bound : measured >= bound;
        var limitWords = $"{(isUpper ? "at most" : "at least")} {InWords(check.Metric, bound)}";
        return (isWithin ? MeasurementResult.Pass : MeasurementResult.Fail,
            $"{check.Metric} of {challenger} is {InWords(check.Metric, measured)} in {seen.Requests} requests, allowed is {limitWords}.");
    }

    // Few labels judge nobody, however many requests there were: it stays inconclusive, which no gate takes for a pass.
    private static string? WhyWaitsForLabels(MetricCheck check, VariantEvidence evidence, string variant)
    {
        if (!MetricName.NeedsLabels(check.Metric) || evidence.Labelled == 0)
            return null;
        if (evidence.Labelled < check.MinimumRequests)
            return $"{variant} had {evidence.Labelled} of the {check.MinimumRequests} labels that {check.Metric} needs, on {evidence.Requests} requests.";
        return check.MinimumCoverage is { } least && evidence.LabelCoverage < least
            ? $"Labels are known for {InWords(MetricName.LabelCoverage, evidence.LabelCoverage.Value)} of {evidence.Requests} requests of {variant}; {check.Metric} waits for {InWords(MetricName.LabelCoverage, least)}."
            : null;
    }

    // Of several limits the one that is broken, or nearest to be, speaks.
    private static (double? Limit, bool IsUpper) LimitOf(MetricCheck check, double? value, double? champion)
    {
        // A small value may grow by the absolute margin, a large one by the relative one: the wider of the two holds.
        var increases = new[] { check.MaximumIncrease, check.MaximumIncreaseShare * Math.Abs(champion ?? 0) };
        var increase = increases.Max();
        var upper = Lowest(check.Maximum, champion + increase);
        var lower = Highest(check.Minimum, champion - check.MaximumDecrease);
        if (upper is null || lower is null)
            return upper is null ? (lower, false) : (upper, true);
        return value - lower < upper - value ? (lower, false) : (upper, true);
    }

    private static double? Lowest(double? left, double? right) => left is null || right < left ? right : left;

    private static double? Highest(double? left, double? right) => left is null || right > left ? right : left;
}
