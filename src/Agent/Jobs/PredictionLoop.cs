using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Brings stored predictions to what the control plane said last: fetch, verify, read, then swap. A set that cannot be taken leaves the one before in force. Singleton.</summary>
internal sealed class PredictionLoop(PredictionOffers offers, PredictionSets sets, PredictionFolder folder, IPredictionSource source, TimeProvider time, ILogger<PredictionLoop> logger) : BackgroundService
{
    /// <summary>Largest file of a set: a lookup file of several gigabytes belongs into a database.</summary>
    public const long MostBytes = 2L << 30;

    // The control plane says it again every few seconds; a gigabyte that is damaged must not be fetched as often.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);

    /// <summary>Applies what was said.</summary>
    public async Task ApplyAsync(IReadOnlyList<PredictionSetOffer> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == sets.All.Count && wanted.All(w => sets.Find(w.Endpoint)?.Offer == w))
            return;
        var next = new List<PredictionSet>();
        foreach (var offer in wanted)
        {
            if (sets.Find(offer.Endpoint) is { } known && known.Offer == offer)
                next.Add(known);
            else if (await TryOpenAsync(offer, cancellationToken) is { } opened)
                next.Add(opened);
            else if (sets.Find(offer.Endpoint) is { } before)
                next.Add(before);
        }

        if (next.Count == sets.All.Count && next.TrueForAll(sets.All.Contains))
            return;
        sets.Swap(next);
        folder.WriteIndex([.. next.Select(s => s.Offer)]);
    }

    /// <summary>Works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not on the thread that starts the agent: reading a set again may take seconds.
        await Task.Yield();
        var last = folder.ReadIndex();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ApplyAsync(last, stoppingToken);
                last = await offers.TakeAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (DiskErrors.IsDisk(e))
            {
                logger.PredictionsNotTaken("(all)", e.Message);
                last = [.. sets.All.Select(s => s.Offer)];
            }
        }
    }

    private async Task<PredictionSet?> TryOpenAsync(PredictionSetOffer offer, CancellationToken cancellationToken)
    {
        if (_refused.TryGetValue(offer.Digest, out var refusedAt) && time.GetElapsedTime(refusedAt) < Pause)
            return null;
        try
        {
            if (offer.SizeBytes > MostBytes)
                throw new IOException($"The set has {offer.SizeBytes} bytes; this agent keeps at most {MostBytes} of an endpoint. Put so many into a database.");
            var opened = PredictionSet.Open(await folder.EnsureAsync(offer, source, cancellationToken), offer);
            logger.PredictionsInForce(offer.Keys, offer.Endpoint, offer.Version);
            _refused.Remove(offer.Digest);
            return opened;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || DiskErrors.IsDisk(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            if (_refused.TryAdd(offer.Digest, 0))
                logger.PredictionsNotTaken(offer.Endpoint, e.Message);
            _refused[offer.Digest] = time.GetTimestamp();
            return null;
        }
    }
}
