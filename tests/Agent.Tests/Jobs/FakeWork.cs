using ControlPlane.AgentHost.Jobs;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Tests.Jobs;

/// <summary>A control plane's side of batch jobs: gives what a test put in, and keeps what came.</summary>
internal sealed class FakeWork : IWorkSource
{
    public Queue<ChunkLease> Chunks { get; } = new();

    public List<WorkRequest> Asked { get; } = [];

    public List<ChunkReport> Reports { get; } = [];

    public bool IsLeaseOver { get; set; }

    public TaskCompletionSource Renewed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken)
    {
        Asked.Add(request);
        return Task.FromResult(new WorkAnswer { Chunk = Chunks.TryDequeue(out var chunk) ? chunk : null });
    }

    public Task<bool> RenewAsync(LeaseRenewal renewal, CancellationToken cancellationToken)
    {
        Renewed.TrySetResult();
        return Task.FromResult(!IsLeaseOver);
    }

    public Task<bool> ReportAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        Reports.Add(report);
        return Task.FromResult(!IsLeaseOver);
    }
}
