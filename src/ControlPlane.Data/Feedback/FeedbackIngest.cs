using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;

namespace ControlPlane.Data.Feedback;

/// <summary>Takes labels and rewards, credits them to the answers their tokens name, and counts each once. Thread-safe.</summary>
public sealed class FeedbackIngest(SeriesWriter writer, EndpointQueries endpoints, CurrentInstallation installation, SeriesRetention retention, TimeProvider time)
{
    /// <summary>Most items of a batch.</summary>
    public const int MaximumItems = 200;

    private long _rejected;
    private long _outside;

    /// <summary>Items since the start whose token is not ours or too old, or whose content is no label and no reward.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Rewards since the start that lay outside what their endpoint declares; in <see cref="Rejected"/> as well.</summary>
    public long OutsideLimits => Interlocked.Read(ref _outside);

    /// <summary>Commits a batch; the receipt may be sent once this returns. Items that are wrong are counted as rejected and do not hold the others up.</summary>
    /// <returns>Refusal: <see cref="TelemetryRefusals.Invalid"/> for more than <see cref="MaximumItems"/>.</returns>
    public async Task<Outcome<FeedbackReceipt>> TakeAsync(FeedbackBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Items.Count > MaximumItems)
            return Refusal.OfField(TelemetryRefusals.Invalid, "items", $"are {batch.Items.Count}", $"send at most {MaximumItems}");

        var now = time.GetUtcNow();
        var codec = new FeedbackTokenCodec(installation.Value.FeedbackKey);
        var verified = batch.Items.Select(item => CreditedFeedback.Of(item, codec, retention.Feedback, now)).OfType<CreditedFeedback>().ToList();
        var limits = await LimitsAsync(verified, cancellationToken);
        var credited = verified.Where(c => c.Label is not null || limits.GetValueOrDefault(c.Claim.Endpoint)?.Hold(c.Value) != false).ToList();
        var rejected = batch.Items.Count - credited.Count;
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Add(ref _outside, verified.Count - credited.Count);
        return await writer.RunAsync<FeedbackReceipt>(
            async (context, token) =>
            {
                var accepted = await new FeedbackUnit(context, retention, now).ApplyAsync(credited, token);
                return new FeedbackReceipt(batch.Sequence, accepted, credited.Count - accepted, rejected);
            },
            cancellationToken);
    }

    // An agent may have taken a reward before it heard of the limits.
    private async Task<IReadOnlyDictionary<string, RewardLimits?>> LimitsAsync(List<CreditedFeedback> items, CancellationToken cancellationToken) =>
        items.All(i => i.Label is not null)
            ? new Dictionary<string, RewardLimits?>()
            : (await endpoints.ListAsync(cancellationToken)).ToDictionary(e => e.Name, e => e.Settings.RewardLimits);
}
