using ControlPlane.Domain.Analysis.Distributions;
using ControlPlane.Domain.Analysis.Proportions;
using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Domain.Analysis.Quality;

/// <summary>How good a variant's answers were, by the labels that came back. Stateless.</summary>
public static class LabelQuality
{
    /// <summary>Share of labelled answers that were right, with Wilson's interval.</summary>
    public static QualityEstimate Accuracy(VariantEvidence evidence) => evidence.Labelled == 0
        ? QualityEstimate.NotEstimable(0, "No label has come back.")
        : OfShare(evidence.Correct, evidence.Labelled);

    /// <summary>Share of answers whose label is known, with Wilson's interval.</summary>
    public static QualityEstimate Coverage(VariantEvidence evidence) => evidence.Requests == 0
        ? QualityEstimate.NotEstimable(0, "Nothing was asked.")
        : OfShare(Math.Min(evidence.Labelled, evidence.Requests), evidence.Requests);

    /// <summary>Mean cost of a labelled answer by the costs declared for pairs of predicted class and label, with a normal interval inside what the costs allow.</summary>
    public static QualityEstimate Cost(VariantEvidence evidence, IReadOnlyList<MistakeCost> costs)
    {
        if (costs.Count == 0)
            return QualityEstimate.NotEstimable(evidence.Labelled, "No mistake costs are declared on the endpoint.");
        double units = evidence.Confusion.Sum(c => c.Count);
        if (units == 0)
            return QualityEstimate.NotEstimable(0, "No label has come back.");

        var declared = costs.ToDictionary(c => (c.Predicted, c.Label), c => c.Cost);
        double sum = 0, squares = 0;
        foreach (var pair in evidence.Confusion)
        {
            var cost = declared.GetValueOrDefault((pair.Predicted, pair.Label));
            sum += pair.Count * cost;
            squares += pair.Count * cost * cost;
        }

        var mean = sum / units;
        var error = Math.Sqrt(Math.Max(0, (squares / units) - (mean * mean)) / units);
        return QualityEstimate.Within(mean, error * NormalTail.TwoSidedQuantile(QualityEstimate.Confidence), Math.Min(0, costs.Min(c => c.Cost)), Math.Max(0, costs.Max(c => c.Cost)), (long)units);
    }

    private static QualityEstimate OfShare(long part, long whole)
    {
        var sample = new ProportionSample(part, whole);
        return new(sample.Share, ProportionInterval.Wilson(sample, QualityEstimate.Confidence), whole, null);
    }
}
