using ControlPlane.Domain.Analysis.Ranks;
using ControlPlane.Domain.Shadows;
using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors.Methods;

/// <summary>Champion against challenger on the same requests.</summary>
internal static class ShadowMethods
{
    public static IReadOnlyDictionary<string, VectorMethod> All { get; } = new Dictionary<string, VectorMethod>
    {
        ["cohens_kappa"] = inputs =>
        {
            var agreement = new LabelAgreement(inputs.Table("table"));
            var test = agreement.AgainstChance;
            return new()
            {
                ["kappa"] = agreement.Kappa,
                ["ase"] = agreement.StandardError,
                ["ci"] = agreement.KappaInterval(inputs.Number("confidence", 0.95)),
                ["ase_null"] = agreement.NullStandardError,
                ["z"] = test.Statistic,
                ["p"] = test.PValue,
                ["agreement"] = agreement.Share.Share,
            };
        },
        ["cohens_kappa_linear_weights"] = inputs => Weighted(inputs, "|i-j|", agreement => agreement.LinearKappa),
        ["cohens_kappa_quadratic_weights"] = inputs => Weighted(inputs, "(i-j)^2", agreement => agreement.QuadraticKappa),
        ["mcnemar_exact"] = inputs => new() { ["p"] = Pairs(inputs).Exact() },
        ["mcnemar_chi_square"] = inputs =>
        {
            var test = Pairs(inputs).ChiSquare(inputs.Flag("correction", true) ? ContinuityCorrection.Half : ContinuityCorrection.None);
            return new() { ["statistic"] = test.Statistic, ["p"] = test.PValue };
        },
        ["kendall_tau_b"] = inputs => new() { ["tau"] = RankAgreement.Kendall(inputs.Series("x"), inputs.Series("y")) },
        ["spearman_rho"] = inputs => new() { ["rho"] = RankAgreement.Spearman(inputs.Series("x"), inputs.Series("y")) },
        ["lin_concordance"] = inputs => new() { ["ccc"] = new NumericDeviation(inputs.Series("x"), inputs.Series("y")).Concordance },
        ["numeric_deviation"] = inputs =>
        {
            var deviation = new NumericDeviation(inputs.Series("champion"), inputs.Series("challenger"));
            return new()
            {
                ["bias"] = deviation.Bias,
                ["mae"] = deviation.MeanAbsolute,
                ["rmse"] = deviation.RootMeanSquare,
                ["max_abs"] = deviation.Greatest,
                ["limits_of_agreement"] = deviation.LimitsOfAgreement(inputs.Number("confidence", 0.95)),
            };
        },
    };

    private static PairedCorrectness Pairs(VectorInputs inputs) => new(inputs.Whole("b"), inputs.Whole("c"));

    private static VectorResults Weighted(VectorInputs inputs, string weights, Func<LabelAgreement, double> kappa) =>
        inputs.Text("weights", weights) == weights
            ? new() { ["kappa"] = kappa(new LabelAgreement(inputs.Table("table"))) }
            : throw new UnsupportedVectorException($"no weights \"{inputs.Text("weights")}\"");
}
