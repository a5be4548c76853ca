using System.Collections.Concurrent;
using ControlPlane.AgentHost.Connection;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>The table endpoint without a network.</summary>
internal sealed class FakeTables : ITableSource
{
    public ConcurrentQueue<string?> Known { get; } = new();

    public Func<string?, Task<PolledTable?>> Answer { get; set; } = _ => Task.FromResult<PolledTable?>(null);

    public Task<PolledTable?> PollAsync(string? knownDigest, CancellationToken cancellationToken)
    {
        Known.Enqueue(knownDigest);
        return Answer(knownDigest);
    }
}
