using ControlPlane.Domain.Analysis.Judges;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>The Kayenta-compatible judge.</summary>
internal static class JudgeMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["kayenta_classify"] = inputs =>
        {
            var judgement = KayentaJudge.Judge(inputs.Series("control"), inputs.Series("experiment"), Rule(inputs));
            return new()
            {
                ["classification"] = WordOf(judgement.Class),
                ["critical"] = judgement.IsCritical,
                ["effect"] = judgement.Effect,
            };
        },
        ["kayenta_weighted_score"] = inputs =>
        {
            var weights = inputs.Has("group_weights") ? inputs.Part("group_weights") : null;
            return new()
            {
                ["score"] = CanaryScore.Of(
                    [.. inputs.Parts("metrics").Select(Metric)],
                    weights is null ? new Dictionary<string, double>() : weights.Names.ToDictionary(name => name, name => weights.Number(name))),
            };
        },
        ["iqr_outliers"] = inputs =>
        {
            var data = inputs.Series("data");
            var fences = inputs.Flag("reduce_sensitivity", false)
                ? OutlierFences.Widened(data, inputs.Number("factor"))
                : OutlierFences.Of(data, inputs.Number("factor"));
            return new() { ["outlier"] = data.Select(fences.IsOutlier).ToArray() };
        },
    };

    private static MetricRule Rule(VectorInputs inputs) => new(Direction(inputs), Gate(inputs, "effect_size_thresholds"))
    {
        Tolerance = inputs.Number("tolerance"),
        Confidence = inputs.Number("confidence"),
        Measure = inputs.Text("effect_size_measure", "meanRatio") switch
        {
            "meanRatio" => EffectMeasure.MeanRatio,
            "cles" => EffectMeasure.CommonLanguage,
            var other => throw new UnsupportedVectorException($"no effect size measure \"{other}\""),
        },
        CriticalGate = inputs.Flag("is_critical", false) ? Gate(inputs, "critical_thresholds") : null,
        Missing = inputs.Text("nan_strategy", "remove") switch
        {
            "remove" => MissingValues.Remove,
            "replace" => MissingValues.ReplaceByZero,
            var other => throw new UnsupportedVectorException($"no NaN strategy \"{other}\""),
        },
        MustHaveData = inputs.Flag("is_data_required", inputs.Flag("must_have_data", false)),
    };

    private static JudgedDirection Direction(VectorInputs inputs) => inputs.Text("direction", "either") switch
    {
        "either" => JudgedDirection.Either,
        "increase" => JudgedDirection.Increase,
        "decrease" => JudgedDirection.Decrease,
        var other => throw new UnsupportedVectorException($"no direction \"{other}\""),
    };

    private static EffectGate Gate(VectorInputs inputs, string name)
    {
        var ends = inputs.Series(name);
        return ends.Count == 2 ? new(ends[0], ends[1]) : throw new VectorFormatException(inputs.PathOf(name), "must be two numbers: decrease, increase");
    }

    private static ScoredMetric Metric(VectorInputs metric) =>
        new(ClassOf(metric), metric.Text("group"), metric.Flag("critical", false));

    private static MetricClass ClassOf(VectorInputs metric) => metric.Text("classification") switch
    {
        "Pass" => MetricClass.Pass,
        "High" => MetricClass.High,
        "Low" => MetricClass.Low,
        "Nodata" => MetricClass.NoData,
        "NodataFail" => MetricClass.NoDataFail,
        var other => throw new VectorFormatException(metric.PathOf("classification"), $"\"{other}\" is none of Pass, High, Low, Nodata, NodataFail"),
    };

    private static string WordOf(MetricClass judged) => judged switch
    {
        MetricClass.NoData => "Nodata",
        MetricClass.NoDataFail => "NodataFail",
        _ => judged.ToString(),
    };
}
