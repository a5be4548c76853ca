using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;

namespace ControlPlane.Data.Feedback;

/// <summary>Takes labels and rewards, credits them to the answers their tokens name, and counts each once. Thread-safe.</summary>
public sealed class FeedbackIngest(SeriesWriter writer, CurrentInstallation installation, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Most items of a batch.</summary>
    public const int MaximumItems = 200;

    /// <summary>Commits a batch; the receipt may be sent once this returns. Items that are wrong are counted as rejected and do not hold the others up.</summary>
    /// <returns>Refusal: <see cref="TelemetryRefusals.Invalid"/> for more than <see cref="MaximumItems"/>.</returns>
    public async Task<Outcome<FeedbackReceipt>> TakeAsync(FeedbackBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Items.Count > MaximumItems)
            return Refusal.OfField(TelemetryRefusals.Invalid, "items", $"are {batch.Items.Count}", $"send at most {MaximumItems}");

        var now = time.GetUtcNow();
        var codec = new FeedbackTokenCodec(installation.Value.FeedbackKey);
        var credited = batch.Items.Select(item => CreditedFeedback.Of(item, codec, retention.Feedback, now)).OfType<CreditedFeedback>().ToList();
        var rejected = batch.Items.Count - credited.Count;
        return await writer.RunAsync<FeedbackReceipt>(
            async (context, token) =>
            {
                var accepted = await new FeedbackUnit(context, retention, now).ApplyAsync(credited, token);
                return new FeedbackReceipt(batch.Sequence, accepted, credited.Count - accepted, rejected);
            },
            cancellationToken);
    }
}
