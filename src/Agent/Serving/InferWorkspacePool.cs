using ControlPlane.Contracts.Feedback;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Idle workspaces. Singleton, thread-safe, without locks.</summary>
internal sealed class InferWorkspacePool(FeedbackTokenCodec tokens) : IDisposable
{
    private readonly InferWorkspace?[] _idle = new InferWorkspace?[Math.Max(8, 4 * Environment.ProcessorCount)];

    /// <summary>A workspace of one's own until <see cref="Return"/>.</summary>
    public InferWorkspace Rent()
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is not null && Interlocked.Exchange(ref _idle[i], null) is { } workspace)
                return workspace;
        }

        return new InferWorkspace(tokens);
    }

    /// <summary>Gives a workspace back.</summary>
    public void Return(InferWorkspace workspace)
    {
        for (var i = 0; i < _idle.Length; i++)
        {
            if (_idle[i] is null && Interlocked.CompareExchange(ref _idle[i], workspace, null) is null)
                return;
        }

        workspace.Dispose();
    }

    public void Dispose()
    {
        foreach (ref var slot in _idle.AsSpan())
            Interlocked.Exchange(ref slot, null)?.Dispose();
    }
}
