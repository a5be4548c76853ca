using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Puts single comparisons into words where the queue keeps them. Thread-safe.</summary>
internal sealed class ShadowSampler(ShadowSampleQueue queue)
{
    // Above every difference of two valid answers.
    private const double NoAnswer = 3;

    /// <summary>Offers a copy on which the shadow failed.</summary>
    public void Offer(ServedVariant shadow, MirroredAnswer answer, CopyComparison comparison, in Prediction prediction, string failure) =>
        Offer(shadow, answer, comparison, prediction, output: null, failure);

    /// <summary>Offers a copy that the shadow answered.</summary>
    public void Offer(ServedVariant shadow, MirroredAnswer answer, CopyComparison comparison, in Prediction prediction, ReadOutput? output) =>
        Offer(shadow, answer, comparison, prediction, output, failure: null);

    private void Offer(ServedVariant shadow, MirroredAnswer answer, CopyComparison comparison, in Prediction prediction, ReadOutput? output, string? failure)
    {
        if (OutcomeOf(comparison) is not { } outcome)
            return;

        var deviation = comparison.Rows.Count == 0 ? NoAnswer : comparison.Rows.Max(r => r.Deviation);
        var read = prediction;
        queue.Offer(shadow.Recorder.Key, outcome, deviation, () => Sample(shadow, answer, comparison, outcome, deviation) with
        {
            ChampionOutputs = Keeps(answer, outcome) ? AnswerText.Of(answer.Predictions, answer.Prediction, answer.Output) : null,
            ShadowOutputs = Keeps(answer, outcome) ? AnswerText.Cut(failure ?? AnswerText.Of(shadow.Model!.Predictions, read, output)) : null,
        });
    }

    private static ShadowSample Sample(ServedVariant shadow, MirroredAnswer answer, CopyComparison comparison, ShadowOutcome outcome, double deviation)
    {
        var key = shadow.Recorder.Key;
        var champion = answer.Prediction;
        var championRow = new PredictedRow(champion.LabelIndex, champion.Label, champion.Score);
        var hasRows = comparison.Rows.Count > 0;
        var first = hasRows ? comparison.Rows[0] : default;
        return new ShadowSample
        {
            Endpoint = key.Endpoint,
            Variant = key.Variant,
            Version = key.Version,
            Champion = answer.Variant,
            ChampionVersion = answer.Version,
            RouteRevision = key.RouteRevision,
            RequestId = Encoding.UTF8.GetString(answer.RequestId),
            AnsweredAt = answer.AnsweredAt,
            Segments = answer.Attributes.SegmentsFor(shadow.Recorder),
            Outcome = outcome,
            ChampionLabel = answer.Predictions.NameOf(championRow),
            ChampionNumber = hasRows ? Finite(first.ChampionNumber) : Finite(champion.Score),
            ShadowLabel = first.ShadowLabel,
            ShadowNumber = hasRows ? Finite(first.ShadowNumber) : null,
            Deviation = deviation,
        };
    }

    private static bool Keeps(MirroredAnswer answer, ShadowOutcome outcome) => outcome != ShadowOutcome.Agreed && answer.Endpoint.Routing.RecordsAnswers;

    // Null where nothing of the two answers can be compared, or the champion's judges nobody.
    private static ShadowOutcome? OutcomeOf(CopyComparison comparison) => comparison.Outcome switch
    {
        CopyOutcome.Failed => ShadowOutcome.Failed,
        CopyOutcome.Invalid => ShadowOutcome.Invalid,
        CopyOutcome.ChampionInvalid => null,
        CopyOutcome.Pair when comparison.Rows.Any(r => r.IsDisagreement) => ShadowOutcome.Disagreed,
        CopyOutcome.Pair => comparison.Rows.Any(r => r.HasLabels || r.HasNumbers) ? ShadowOutcome.Agreed : null,
        var unknown => throw new InvalidOperationException($"There is no outcome {unknown}."),
    };

    private static double? Finite(double number) => double.IsFinite(number) ? number : null;
}
