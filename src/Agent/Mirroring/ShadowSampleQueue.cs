using System.Text.Json;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>
/// Single comparisons that wait to be sent, bounded: of each shadow the worst disagreements and a uniform sample of agreements since the last batch.
/// What does not fit is dropped. Singleton, thread-safe.
/// </summary>
internal sealed class ShadowSampleQueue
{
    /// <summary>Disagreements of a shadow that wait at most, the worst.</summary>
    public const int MaximumDisagreements = 30;

    /// <summary>Agreements of a shadow that wait at most.</summary>
    public const int MaximumAgreements = 15;

    private const int MaximumShadows = 32;
    private const int MaximumBatch = 100;

    // Leaves room for the envelope; the hub takes no longer message.
    private const int BatchBytes = TelemetryBatch.HubLimit * 3 / 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<VariantKey, Waiting> _waiting = [];
    private readonly Random _random = new(1);
    private long _dropped;

    /// <summary>Disagreements that found no room since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Keeps a sample if it is among the worst, or by chance when it is an agreement.</summary>
    /// <param name="shadow">Whose it is.</param>
    /// <param name="outcome">How the answers compare.</param>
    /// <param name="deviation">How bad the difference is.</param>
    /// <param name="make">Makes it; called only when it is kept.</param>
    public void Offer(VariantKey shadow, ShadowOutcome outcome, double deviation, Func<ShadowSample> make)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(shadow, out var waiting))
            {
                if (_waiting.Count == MaximumShadows)
                {
                    _dropped++;
                    return;
                }

                _waiting.Add(shadow, waiting = new Waiting());
            }

            if (outcome == ShadowOutcome.Agreed)
                OfferAgreement(waiting, make);
            else
                OfferDisagreement(waiting, deviation, make);
        }
    }

    /// <summary>A batch, shadows in turn, the worst first; empty when nothing waits.</summary>
    public IReadOnlyList<ShadowSample> Take()
    {
        lock (_lock)
        {
            var batch = new List<ShadowSample>();
            var bytes = 0;
            while (batch.Count < MaximumBatch && _waiting.Count > 0)
            {
                foreach (var (shadow, waiting) in _waiting.ToList())
                {
                    if (waiting.Next() is not { } sample)
                    {
                        _waiting.Remove(shadow);
                        continue;
                    }

                    bytes += JsonSerializer.SerializeToUtf8Bytes(new ShadowSampleBatch([sample]), ContractsJsonContext.Default.ShadowSampleBatch).Length;
                    if (batch.Count == MaximumBatch || (batch.Count > 0 && bytes > BatchBytes))
                        return batch;
                    waiting.Remove(sample);
                    batch.Add(sample);
                }
            }

            return batch;
        }
    }

    private void OfferDisagreement(Waiting waiting, double deviation, Func<ShadowSample> make)
    {
        if (waiting.Disagreements.Count == MaximumDisagreements)
        {
            _dropped++;
            if (waiting.Disagreements.Min!.Deviation >= deviation)
                return;
            waiting.Disagreements.Remove(waiting.Disagreements.Min);
        }

        waiting.Disagreements.Add(make());
    }

    // Reservoir sampling: each agreement since the last batch is kept with the same probability.
    private void OfferAgreement(Waiting waiting, Func<ShadowSample> make)
    {
        waiting.AgreementsSeen++;
        if (waiting.Agreements.Count < MaximumAgreements)
            waiting.Agreements.Add(make());
        else if (_random.NextInt64(waiting.AgreementsSeen) is < MaximumAgreements and var place)
            waiting.Agreements[(int)place] = make();
    }

    private sealed class Waiting
    {
        // Request ids tell apart what deviates alike.
        public SortedSet<ShadowSample> Disagreements { get; } = new(Comparer<ShadowSample>.Create((a, b) =>
            a.Deviation != b.Deviation ? a.Deviation.CompareTo(b.Deviation) : string.CompareOrdinal(a.RequestId, b.RequestId)));

        public List<ShadowSample> Agreements { get; } = [];

        public long AgreementsSeen { get; set; }

        public ShadowSample? Next() => Disagreements.Max ?? (Agreements.Count > 0 ? Agreements[^1] : null);

        public void Remove(ShadowSample sample)
        {
            if (!Disagreements.Remove(sample))
                Agreements.RemoveAt(Agreements.Count - 1);
        }
    }
}
