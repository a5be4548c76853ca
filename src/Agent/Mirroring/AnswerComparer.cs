using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Holds a shadow's answer against the one the caller got, row by row, classes by their names. Stateless, pure.</summary>
internal static class AnswerComparer
{
    /// <summary>The rows of both; null when the shadow gave another number of rows.</summary>
    /// <param name="champion">What the caller was answered.</param>
    /// <param name="predictions">Puts the shadow's classes into words.</param>
    /// <param name="prediction">What the shadow predicted.</param>
    /// <param name="output">What that was read from.</param>
    public static IReadOnlyList<ComparedRow>? Compare(MirroredAnswer champion, PredictionReader predictions, in Prediction prediction, ReadOutput? output)
    {
        var rows = 1 + champion.Prediction.FurtherRows.Length;
        if (rows != 1 + prediction.FurtherRows.Length)
            return null;

        var compared = new ComparedRow[rows];
        for (var row = 0; row < rows; row++)
        {
            var (answered, shadowed) = (RowOf(champion.Prediction, row), RowOf(prediction, row));
            var label = champion.Predictions.NameOf(answered);
            var (championNumber, shadowNumber) = NumbersOf(answered, shadowed, champion.Output, output, row, label);
            compared[row] = new ComparedRow(label, predictions.NameOf(shadowed), championNumber, shadowNumber, OverlapOf(champion.Output, output, row));
        }

        return compared;
    }

    private static PredictedRow RowOf(in Prediction prediction, int row) =>
        row == 0 ? new PredictedRow(prediction.LabelIndex, prediction.Label, prediction.Score) : prediction.FurtherRows.Span[row - 1];

    private static (double Champion, double Shadow) NumbersOf(
        PredictedRow champion, PredictedRow shadow, ReadOutput? championOutput, ReadOutput? shadowOutput, int row, string? label)
    {
        if (float.IsFinite(champion.Score) && float.IsFinite(shadow.Score))
            return (champion.Score, shadow.Score);
        return label is null || championOutput is null || shadowOutput is null
            ? (double.NaN, double.NaN)
            : (championOutput.ProbabilityOf(row, label), shadowOutput.ProbabilityOf(row, label));
    }

    private static double OverlapOf(ReadOutput? champion, ReadOutput? shadow, int row)
    {
        var ofChampion = champion?.Highest(row, ShadowComparison.TopClasses) ?? [];
        var ofShadow = shadow?.Highest(row, ShadowComparison.TopClasses) ?? [];
        return ofChampion.Count == 0 || ofShadow.Count == 0
            ? double.NaN
            : ofChampion.Intersect(ofShadow, StringComparer.Ordinal).Count() / (double)ShadowComparison.TopClasses;
    }
}
