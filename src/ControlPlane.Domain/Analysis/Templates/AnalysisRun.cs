namespace ControlPlane.Domain.Analysis.Templates;

/// <summary>An analysis at work: every check on every challenger, since one stratum began. Immutable.</summary>
public sealed record AnalysisRun
{
    /// <summary>Name of the template.</summary>
    public required string Template { get; init; }

    /// <summary>Begin of the stratum whose evidence it reads.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>One per challenger and check.</summary>
    public required IReadOnlyList<CheckRun> Checks { get; init; }

    /// <summary>
    /// The merged result: fail when a critical check failed, or more than half of the others did; then error, inconclusive and no data of any check that decides; else pass.
    /// </summary>
    public MeasurementResult Result
    {
        get
        {
            var deciding = Checks.Where(c => !c.Check.IsDryRun).ToList();
            if (deciding.Count == 0)
                return MeasurementResult.NoData;
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
        Since = since,
        Checks = [.. challengers.SelectMany(c => template.Checks.Select(check => new CheckRun { Variant = c, Check = check }))],
    };

    /// <summary>The run after every measurement that is due; the same instance when none is.</summary>
    public AnalysisRun Measure(IEvidence evidence, string champion, DateTimeOffset now)
    {
        if (!Checks.Any(c => c.IsDue(Since, now)))
            return this;
        return this with
        {
            Checks = [.. Checks.Select(c => c.IsDue(Since, now) ? c.With(MetricReader.Measure(c.Check, evidence, c.Variant, champion, now)) : c)],
        };
    }

    /// <summary>Why the result is what it is, in one sentence with numbers.</summary>
    public string Sentence()
    {
        var result = Result;
        var speaker = result == MeasurementResult.Fail
            ? Failures.OrderByDescending(c => c.Check.IsCritical).First()
            : Checks.Where(c => !c.Check.IsDryRun).MaxBy(c => c.Result);
        return speaker?.Latest?.Sentence ?? "Nothing was measured yet.";
    }
}
