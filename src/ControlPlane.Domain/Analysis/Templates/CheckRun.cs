using System.Text.Json.Serialization;
using ControlPlane.Domain.Analysis.Judges;
using ControlPlane.Domain.Analysis.Templates.Judged;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>The measurements of one check so far, and what they amount to. Immutable; a new measurement is a new run.</summary>
public sealed record CheckRun
{
    /// <summary>How many measurements are kept for people; the counters count all.</summary>
    public const int Kept = 20;

    /// <summary>How many intervals the canary judge looks back.</summary>
    public const int KeptPairs = 240;

    /// <summary>The judged variant.</summary>
    public required string Variant { get; init; }

    /// <summary>The check.</summary>
    public required MetricCheck Check { get; init; }

    /// <summary>The newest measurements, oldest first, at most <see cref="Kept"/>.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>One pair of values per interval for the canary judge, oldest first, at most <see cref="KeptPairs"/>; empty without a judge.</summary>
    public IReadOnlyList<IntervalPair> Pairs { get; init; } = [];

    /// <summary>Intervals that counted for the canary judge and are no longer among <see cref="Pairs"/>.</summary>
    public int ForgottenPairs { get; init; }

    /// <summary>
    /// Intervals so far that count for the canary judge: those in which both sides had a value, or every one where a missing value is taken as 0.
    /// While a side never had any value, every interval counts too: that it is silent is then what is known.
    /// </summary>
    [JsonIgnore]
    public int CountedPairs => ForgottenPairs + Pairs.Count(Counts);

    /// <summary>All measurements that passed.</summary>
    public int Passed { get; init; }

    /// <summary>All measurements that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Failures in a row up to now.</summary>
    public int FailedInARow { get; init; }

    /// <summary>Errors in a row up to now.</summary>
    public int ErrorsInARow { get; init; }

    /// <summary>The newest measurement; null before the first.</summary>
    public Measurement? Latest => Measurements.Count == 0 ? null : Measurements[^1];

    /// <summary>
    /// What the run says now: fail when a limit of failures is passed, error when a limit of errors is; pass when the newest measurement passed;
    /// otherwise what the newest one said. Without a measurement: no data, which is never success.
    /// </summary>
    public MeasurementResult Result
    {
        get
        {
            if (HasFailed)
                return MeasurementResult.Fail;
            if (ErrorsInARow > Check.ErrorLimit)
                return MeasurementResult.Error;
            return Latest?.Result switch
            {
                null => MeasurementResult.NoData,

                // Within the limit of failures a failed look is a warning, not a verdict.
                MeasurementResult.Fail => MeasurementResult.Inconclusive,
                MeasurementResult.Error => MeasurementResult.Inconclusive,
                var latest => latest.Value,
            };
        }
    }

    private bool CountsAnyInterval =>
        Check.Judged is { Missing: MissingValues.ReplaceByZero } || Pairs.All(p => p.Challenger is null) || Pairs.All(p => p.Champion is null);

    private bool HasFailed =>
        FailedInARow > Check.ConsecutiveFailureLimit
        || (Check.FailureWindow is { } last
            ? Measurements.TakeLast(last).Count(m => m.Result == MeasurementResult.Fail) > Check.FailureLimit
            : Failed > Check.FailureLimit);

    /// <summary>Whether a measurement is due.</summary>
    /// <param name="since">When the stratum began.</param>
    /// <param name="now">The moment.</param>
    public bool IsDue(DateTimeOffset since, DateTimeOffset now) =>
        now >= since + Check.InitialDelay && (Latest is not { } latest || now >= latest.At + WaitAfter(latest));

    /// <summary>The answer of its source that a measurement now would rest on; null when none came since the last one.</summary>
    /// <param name="evidence">Where answers are.</param>
    /// <param name="since">When the stratum began.</param>
    public ExternalReading? NewReading(IEvidence evidence, DateTimeOffset since) =>
        evidence.External(Variant, Check) is { } reading && reading.At >= since && (Latest is not { } latest || reading.At > latest.At) ? reading : null;

    /// <summary>The run without the errors so far: a person who resumes gives the source another series of attempts.</summary>
    public CheckRun WithoutErrors() => this with { ErrorsInARow = 0 };

    /// <summary>The run with one more measurement.</summary>
    public CheckRun With(Measurement measurement) => this with
    {
        Measurements = [.. Measurements.TakeLast(Math.Max(Kept, Check.FailureWindow ?? 0) - 1), measurement],
        Passed = Passed + (measurement.Result == MeasurementResult.Pass ? 1 : 0),
        Failed = Failed + (measurement.Result == MeasurementResult.Fail ? 1 : 0),
        FailedInARow = measurement.Result == MeasurementResult.Fail ? FailedInARow + 1 : 0,
        ErrorsInARow = measurement.Result == MeasurementResult.Error ? ErrorsInARow + 1 : 0,
    };

    /// <summary>The run with the values of one more interval.</summary>
    public CheckRun WithPair(Measurement measurement) => this with
    {
        Pairs = [.. Pairs.TakeLast(KeptPairs - 1), new IntervalPair(measurement.Value, measurement.Champion)],
        ForgottenPairs = ForgottenPairs + Pairs.SkipLast(KeptPairs - 1).Count(Counts),
    };

    private bool Counts(IntervalPair pair) => CountsAnyInterval || pair is { Challenger: not null, Champion: not null };

    private TimeSpan WaitAfter(Measurement latest) =>
        latest.Result == MeasurementResult.Error && Check.Interval > MetricCheck.ErrorRetry ? MetricCheck.ErrorRetry : Check.Interval;
}
