using System.Threading.Channels;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>What the control plane said last about stored predictions; only the newest word counts. Singleton, thread-safe.</summary>
internal sealed class PredictionOffers
{
    private readonly Channel<IReadOnlyList<PredictionSetOffer>> _newest =
        Channel.CreateBounded<IReadOnlyList<PredictionSetOffer>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>The newest word.</summary>
    public void Put(IReadOnlyList<PredictionSetOffer> offers) => _newest.Writer.TryWrite(offers);

    /// <summary>Waits for a word that was not taken yet.</summary>
    public ValueTask<IReadOnlyList<PredictionSetOffer>> TakeAsync(CancellationToken cancellationToken) => _newest.Reader.ReadAsync(cancellationToken);
}
