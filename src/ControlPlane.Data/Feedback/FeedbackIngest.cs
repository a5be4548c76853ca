using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;

namespace ControlPlane.Data.Feedback;

/// <summary>Takes labels and rewards, credits them to the answers their tokens name, and counts each once. Thread-safe singleton.</summary>
public sealed class FeedbackIngest : IAsyncDisposable
{
    /// <summary>Most items of a batch.</summary>
    public const int MaximumItems = 200;

    private const int GroupItems = 10 * MaximumItems;

    private readonly EndpointQueries _endpoints;
    private readonly CurrentInstallation _installation;
    private readonly SeriesRetention _retention;
    private readonly TimeProvider _time;
    private readonly GroupWriter<DeliveredFeedback> _groups;

    private long _rejected;
    private long _outside;

    /// <summary>Starts taking batches.</summary>
    public FeedbackIngest(SeriesWriter writer, EndpointQueries endpoints, CurrentInstallation installation, SeriesRetention retention, TimeProvider time)
    {
        _endpoints = endpoints;
        _installation = installation;
        _retention = retention;
        _time = time;
        _groups = new GroupWriter<DeliveredFeedback>(
            writer, d => d.Items.Count, GroupItems, (context, group, token) => new FeedbackUnit(context, retention).ApplyAsync(group, token));
    }

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

        var now = _time.GetUtcNow();
        var codec = new FeedbackTokenCodec(_installation.Value.FeedbackKey);
        var verified = batch.Items.Select(item => CreditedFeedback.Of(item, codec, _retention.Feedback, now)).OfType<CreditedFeedback>().ToList();
        var limits = await LimitsAsync(verified, cancellationToken);
        var credited = verified.Where(c => c.Label is not null || limits.GetValueOrDefault(c.Claim.Endpoint)?.Hold(c.Value) != false).ToList();
        var rejected = batch.Items.Count - credited.Count;
        Interlocked.Add(ref _rejected, rejected);
        Interlocked.Add(ref _outside, verified.Count - credited.Count);
        var delivered = new DeliveredFeedback(credited, now);
        await _groups.WriteAsync(delivered, cancellationToken);
        return new FeedbackReceipt(batch.Sequence, delivered.Accepted, credited.Count - delivered.Accepted, rejected);
    }

    /// <summary>Counts what waits, then stops.</summary>
    public ValueTask DisposeAsync() => _groups.DisposeAsync();

    // An agent may have taken a reward before it heard of the limits.
    private async Task<IReadOnlyDictionary<string, RewardLimits?>> LimitsAsync(List<CreditedFeedback> items, CancellationToken cancellationToken)
    {
        var rewarded = items.Where(i => i.Label is null).Select(i => i.Claim.Endpoint).Distinct().ToList();
        return rewarded.Count == 0
            ? new Dictionary<string, RewardLimits?>()
            : (await _endpoints.SettingsAsync(rewarded, cancellationToken)).ToDictionary(e => e.Key, e => e.Value.RewardLimits);
    }
}
