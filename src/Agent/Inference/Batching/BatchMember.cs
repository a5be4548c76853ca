using System.Threading.Tasks.Sources;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference.Batching;

/// <summary>A request that waits for a batch. Reused; its task is awaited once.</summary>
internal sealed class BatchMember : IValueTaskSource<Refusal?>
{
    private ManualResetValueTaskSourceCore<Refusal?> _source = new() { RunContinuationsAsynchronously = true };

    /// <summary>Its inputs, filled; its outputs, once it is done.</summary>
    public InferenceLane Lane { get; private set; } = null!;

    /// <summary>Until when its caller waits, in ticks of the time provider; null for ever.</summary>
    public long? Until { get; private set; }

    /// <summary>Cancelled when its caller has gone away.</summary>
    public CancellationToken Caller { get; private set; }

    /// <summary>Done when the member is.</summary>
    public ValueTask<Refusal?> Task => new(this, _source.Version);

    /// <summary>Takes the next request.</summary>
    public void Begin(InferenceLane lane, long? until, CancellationToken caller)
    {
        _source.Reset();
        (Lane, Until, Caller) = (lane, until, caller);
    }

    /// <summary>The outputs are in the lane, or why they are not.</summary>
    public void Complete(Refusal? refusal) => _source.SetResult(refusal);

    /// <summary>Something failed that should not.</summary>
    public void Fail(Exception exception) => _source.SetException(exception);

    /// <summary>Forgets its request.</summary>
    public void End() => (Lane, Caller) = (null!, default);

    public Refusal? GetResult(short token) => _source.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
