using ControlPlane.Domain.Analysis.Comparisons;
using ControlPlane.Domain.Analysis.Sequences;
using ControlPlane.Domain.Analysis.Templates.Judged;

namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>An analysis at work: every check on every challenger, since one stratum began. Immutable.</summary>
public sealed record AnalysisRun
{
    /// <summary>Name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>Begin of the stratum whose evidence it reads.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Version of the stored template; null when it is none.</summary>
    public int? Version { get; init; }

    /// <summary>Scores in place of the checks' limits; null when each check has its own verdict.</summary>
    public JudgeSettings? Judge { get; init; }

    /// <summary>What follows when something cannot be measured for too long.</summary>
    public ErrorResponse OnError { get; init; }

    /// <summary>What the judge says of each challenger; empty without a judge or before the first interval.</summary>
    public IReadOnlyList<JudgeVerdict> Verdicts { get; init; } = [];

    /// <summary>One per challenger and check.</summary>
    public required IReadOnlyList<CheckRun> Checks { get; init; }

    /// <summary>The judged variants.</summary>
    public IReadOnlyList<string> Challengers { get; init; } = [];

    /// <summary>What is compared beside the checks; null when nothing is.</summary>
    public ComparisonPlan? ComparisonPlan { get; init; }

    /// <summary>The newest comparison; null before the first.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>
    /// The merged result of checks and comparison, a failure of either fails; see <see cref="CheckResult"/>.
    /// A comparison that holds leaves it inconclusive: only one that promotes passes.
    /// </summary>
    public MeasurementResult Result => ComparisonPlan is null ? CheckResult : Comparison?.Verdict switch
    {
        null => Worse(CheckResult, MeasurementResult.NoData),
        ComparisonVerdict.RollBack => MeasurementResult.Fail,
        ComparisonVerdict.Hold => Worse(CheckResult, MeasurementResult.Inconclusive),
        ComparisonVerdict.Promote => CheckResult,
        var other => throw new InvalidOperationException($"No result is defined for {other}."),
    };

    /// <summary>
    /// The merged result of the checks: fail when a critical check failed, or more than half of the others did; then error, inconclusive and no data of any check that decides; else pass.
    /// </summary>
    public MeasurementResult CheckResult
    {
        get
        {
            var deciding = Checks.Where(c => !c.Check.IsDryRun).ToList();
            if (deciding.Count == 0)
                return MeasurementResult.NoData;
            if (Judge is not null)
                return Worse(deciding.Any(c => c.Result == MeasurementResult.Error) ? MeasurementResult.Error : MeasurementResult.Pass, Verdicts.Count == 0 ? MeasurementResult.NoData : Verdicts.Max(v => v.Result));
            if (Failures.Any(c => c.Check.IsCritical) || Failures.Count * 2 > deciding.Count)
                return MeasurementResult.Fail;
            var others = deciding.Where(c => c.Result != MeasurementResult.Fail).ToList();

            // A failure that does not decide alone leaves a doubt for a person.
            var worst = others.Count == 0 ? MeasurementResult.Inconclusive : others.Max(c => c.Result);
            return Failures.Count > 0 && worst < MeasurementResult.Inconclusive ? MeasurementResult.Inconclusive : worst;
        }
    }

    /// <summary>The checks that failed and decide.</summary>
    public IReadOnlyList<CheckRun> Failures => [.. Checks.Where(c => !c.Check.IsDryRun && c.Result == MeasurementResult.Fail)];

    /// <summary>An analysis without a measurement yet.</summary>
    public static AnalysisRun Begin(AnalysisTemplate template, IReadOnlyList<string> challengers, DateTimeOffset since) => new()
    {
        Template = template.Name,
        Version = template.Version,
        Judge = template.Judge,
        OnError = template.OnError,
        Since = since,
        Challengers = challengers,
        ComparisonPlan = template.Comparison,
        Checks = [.. challengers.SelectMany(c => template.Checks.Select(check => new CheckRun { Variant = c, Check = check }))],
    };

    /// <summary>The run after every measurement that is due; the same instance when none is.</summary>
    public AnalysisRun Measure(IEvidence evidence, string champion, DateTimeOffset now)
    {
        if (!Checks.Any(c => CanMeasure(c, evidence, now)))
            return this;
        IReadOnlyList<CheckRun> measured = [.. Checks.Select(c => CanMeasure(c, evidence, now) ? Measure(c, evidence, champion, now) : c)];
        return this with
        {
            Checks = measured,
            Verdicts = Judge is null ? [] : [.. measured.GroupBy(c => c.Variant, StringComparer.Ordinal).Where(g => g.Any(c => !c.Check.IsDryRun)).Select(g => CanaryVerdicts.Of(Judge, [.. g], Verdicts.FirstOrDefault(v => v.Variant == g.Key)))],
        };
    }

    /// <summary>The run without the errors so far.</summary>
    public AnalysisRun WithoutErrors() => this with { Checks = [.. Checks.Select(c => c.WithoutErrors())] };

    /// <summary>Checks whose own source must be asked now: they are due, and no answer has come since the last one.</summary>
    public IEnumerable<CheckRun> Unanswered(IEvidence evidence, DateTimeOffset now) =>
        Checks.Where(c => c.Check.Source is not null && c.IsDue(Since, now) && c.NewReading(evidence, Since) is null);

    private bool CanMeasure(CheckRun check, IEvidence evidence, DateTimeOffset now) =>
        check.IsDue(Since, now) && (check.Check.Source is null || check.NewReading(evidence, Since) is not null);

    private CheckRun Measure(CheckRun check, IEvidence evidence, string champion, DateTimeOffset now)
    {
        var measurement = MetricReader.Measure(check.Check, evidence, check.Variant, champion, now, Judge is not null);
        var after = check.With(measurement);

        // What could not be asked, or where too few asked, is no value of the interval, neither of one side nor of the other.
        return Judge is null || measurement.Result is MeasurementResult.Error or MeasurementResult.Inconclusive ? after : after.WithPair(measurement);
    }

    /// <summary>The run after a comparison that is due; the same instance when none is.</summary>
    /// <param name="champion">What is compared with.</param>
    /// <param name="variants">Every variant that answers or receives copies, the champion among them.</param>
    /// <param name="completeness">How much of what agents counted has arrived.</param>
    /// <param name="earlier">Evidence of earlier strata by <see cref="ComparisonInput.KeyOf"/>.</param>
    /// <param name="now">The moment.</param>
    public AnalysisRun Compare(
        string champion, IReadOnlyList<ComparedVariant> variants, Completeness completeness, IReadOnlyDictionary<string, EValue> earlier, DateTimeOffset now)
    {
        if (ComparisonPlan is not { } plan || (Comparison is { } last && now < last.At + plan.Interval) || variants.FirstOrDefault(v => v.Name == champion) is not { } compared)
            return this;
        return this with
        {
            Comparison = ComparisonJudge.Compare(plan, new ComparisonInput
            {
                Champion = compared,
                Challengers = [.. variants.Where(v => Challengers.Contains(v.Name, StringComparer.Ordinal))],
                Others = [.. variants.Where(v => v.Name != champion && !Challengers.Contains(v.Name, StringComparer.Ordinal))],
                Completeness = completeness,
                Before = Comparison,
                Earlier = earlier,
            }, now),
        };
    }

    /// <summary>The run as if only one of its challengers were judged.</summary>
    public AnalysisRun Of(string challenger)
    {
        var alone = this with
        {
            Challengers = [challenger],
            Checks = [.. Checks.Where(c => c.Variant == challenger)],
            Verdicts = [.. Verdicts.Where(v => v.Variant == challenger)],
        };
        if (Comparison is not { } seen || ComparisonPlan is not { } plan)
            return alone;
        IReadOnlyList<MetricComparison> metrics = [.. seen.Metrics.Where(m => m.Variant == challenger)];
        return alone with
        {
            Comparison = seen with
            {
                Metrics = metrics,
                Verdict = ComparisonJudge.VerdictOf(plan, metrics),
                Sentence = metrics.Where(m => m.Verdict == ComparisonVerdict.RollBack).MinBy(m => m.HarmP)?.Sentence ?? seen.Sentence,
            },
        };
    }

    /// <summary>Why the result is what it is, in one sentence with numbers.</summary>
    public string Sentence()
    {
        var result = CheckResult;
        if (Judge is not null && result != MeasurementResult.Error && Verdicts.Count > 0)
            return Verdicts.MaxBy(v => v.Result)!.Sentence;
        if (result != MeasurementResult.Fail && Comparison is { } comparison && (comparison.Verdict == ComparisonVerdict.RollBack || result < MeasurementResult.Inconclusive))
            return comparison.Sentence;
        var speaker = result == MeasurementResult.Fail
            ? Failures.OrderByDescending(c => c.Check.IsCritical).First()
            : Checks.Where(c => !c.Check.IsDryRun).MaxBy(c => c.Result);
        return speaker?.Latest?.Sentence ?? "Nothing was measured yet.";
    }

    private static MeasurementResult Worse(MeasurementResult left, MeasurementResult right) => left > right ? left : right;
}
