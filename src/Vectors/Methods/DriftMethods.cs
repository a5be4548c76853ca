using ControlPlane.Domain.Analysis;
using ControlPlane.Domain.Analysis.Quantiles;
using ControlPlane.Domain.Drift;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Distances between windows and detectors on streams.</summary>
internal static class DriftMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["psi"] = inputs => new() { ["psi"] = StabilityIndex.Of(inputs.Series("expected"), inputs.Series("actual")) },
        ["psi_from_counts"] = inputs => new() { ["psi"] = StabilityIndex.Of(inputs.Series("reference"), inputs.Series("current")) },
        ["psi_with_zero_fill"] = inputs => new()
        {
            ["psi"] = StabilityIndex.Filled(inputs.Series("expected"), inputs.Series("actual"), inputs.Number("fill")),
        },
        ["psi_null_distribution"] = inputs => new()
        {
            ["expected_psi"] = StabilityIndex.NullMean(inputs.Whole("n"), inputs.Whole("m"), inputs.Count("bins")),
            ["quantile95"] = StabilityIndex.NullQuantile(inputs.Whole("n"), inputs.Whole("m"), inputs.Count("bins"), 0.05),
        },
        ["jensen_shannon_distance"] = inputs => new()
        {
            ["distance"] = DistributionDistance.JensenShannon(inputs.Series("p"), inputs.Series("q"), LogarithmBase(inputs)),
        },
        ["jensen_shannon_distance_unnormalised_rows"] = inputs =>
        {
            if (!inputs.Flag("normalise", true))
                throw new UnsupportedVectorException("no distance of weights that are not scaled to sum to 1");

            IReadOnlyList<IReadOnlyList<double>> p = inputs.Rows("p"), q = inputs.Rows("q");
            if (p.Count != q.Count)
                throw new VectorFormatException(inputs.PathOf("q"), $"has {q.Count} rows where {p.Count} are needed");

            return new() { ["distance"] = p.Zip(q, (one, two) => DistributionDistance.JensenShannon(one, two, LogarithmBase(inputs))).ToArray() };
        },
        ["hellinger_distance"] = inputs => new() { ["distance"] = DistributionDistance.Hellinger(inputs.Series("p_counts"), inputs.Series("q_counts")) },
        ["wasserstein_1d"] = inputs => new()
        {
            ["distance"] = WassersteinDistance.Of(inputs.Series("u"), Weights(inputs, "u"), inputs.Series("v"), Weights(inputs, "v")),
        },
        ["wasserstein_normed"] = inputs => new()
        {
            ["distance"] = WassersteinDistance.Of(inputs.Series("reference"), inputs.Series("current")),
            ["normed"] = WassersteinDistance.InReferenceSpreads(inputs.Series("reference"), inputs.Series("current")),
        },
        ["ks_two_sample_exact_p"] = inputs => new() { ["p"] = KolmogorovSmirnovTest.Exact(inputs.Whole("m"), inputs.Whole("n"), inputs.Number("d")) },
        ["ks_two_sample"] = inputs =>
        {
            EmpiricalDistribution x = EmpiricalDistribution.Of(inputs.Series("x")), y = EmpiricalDistribution.Of(inputs.Series("y"));
            var statistic = KolmogorovSmirnovTest.Statistic(x, y);
            return new()
            {
                ["d"] = statistic,
                ["p_exact"] = KolmogorovSmirnovTest.Exact(x.Count, y.Count, statistic),
                ["p_asymptotic"] = KolmogorovSmirnovTest.Asymptotic(statistic * Math.Sqrt((double)x.Count * y.Count / (x.Count + y.Count))),
            };
        },
        ["kolmogorov_sf"] = inputs => new() { ["p"] = inputs.Series("z").Select(KolmogorovSmirnovTest.Asymptotic).ToArray() },
        ["chi_square_goodness_of_fit_vs_reference"] = inputs => Chi(CategoryTest.AgainstKnown(inputs.Series("reference"), inputs.Wholes("current"))),
        ["chi_square_homogeneity"] = inputs => Chi(CategoryTest.Homogeneity(inputs.Table("table"))),
        ["online_drift_bonferroni_ert"] = inputs => new()
        {
            ["per_feature_false_alarm_rate"] = ExpectedRunTime.FalseAlarmRatePerFeature(inputs.Number("expected_run_time"), inputs.Count("features")),
        },
        ["page_hinkley_up"] = inputs =>
        {
            var detector = new PageHinkley(new()
            {
                LeastValues = inputs.Whole("min_instances"),
                Allowance = inputs.Number("delta"),
                Threshold = inputs.Number("threshold"),
                Forgetting = inputs.Number("forgetting"),
                AfterAlarm = inputs.Flag("reset_on_detection", true) ? AfterAlarm.StartAnew : AfterAlarm.GoOn,
            });
            return new() { ["detections"] = Detections(ValueStream.Read(inputs), detector.Add) };
        },
        ["adwin"] = inputs =>
        {
            var window = new AdaptiveWindow(new()
            {
                Confidence = inputs.Number("delta"),
                ValuesBetweenChecks = inputs.Count("clock"),
                BucketsPerSize = inputs.Count("max_buckets"),
                LeastPart = inputs.Count("min_window_length"),
                Grace = inputs.Count("grace_period"),
            });
            return new()
            {
                ["detections"] = Detections(ValueStream.Read(inputs), window.Add),
                ["final_width"] = window.Width,
                ["final_mean"] = window.Mean,
            };
        },
    };

    private static long[] Detections(IEnumerable<double> stream, Func<double, bool> add) =>
        [.. stream.Select((value, place) => (Place: (long)place, IsAlarm: add(value))).Where(step => step.IsAlarm).Select(step => step.Place)];

    private static double LogarithmBase(VectorInputs inputs) =>
        !inputs.Has("base") || inputs.Element("base") is { ValueKind: System.Text.Json.JsonValueKind.String } word && word.GetString() == "e"
            ? Math.E
            : inputs.Number("base");

    private static IReadOnlyList<double> Weights(VectorInputs inputs, string name) =>
        inputs.Has($"{name}_weights") ? inputs.Series($"{name}_weights") : [.. inputs.Series(name).Select(_ => 1.0)];

    private static VectorResults Chi(TestResult test) => new()
    {
        ["statistic"] = test.Statistic,
        ["df"] = test.DegreesOfFreedom ?? double.NaN,
        ["p"] = test.PValue,
    };
}
