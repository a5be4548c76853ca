using System.Text.Json;
using ControlPlane.Contracts.Jobs;
using ControlPlane.Contracts.Json;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Runs a leased chunk, one request after the other, and renews the lease meanwhile; gives up as soon as the lease is over. Singleton, thread-safe.</summary>
internal sealed class ChunkRunner(IRowInference inference, IWorkSource work, TimeProvider time)
{
    // Full is no fault: whoever runs rows waits as any caller would who can.
    private const int Overloaded = 429;
    private const int MostTries = 20;
    private const double RenewalsPerLease = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs it.</summary>
    /// <returns>What to report; null when the lease is over.</returns>
    public async Task<ChunkReport?> RunAsync(ChunkLease lease, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource();
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        var renewing = RenewAsync(lease, over, running.Token);
        try
        {
            return await AnswerAsync(lease, running.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await running.CancelAsync();
            await renewing;
        }
    }

    private async Task<ChunkReport> AnswerAsync(ChunkLease lease, CancellationToken cancellationToken)
    {
        var answers = new List<ChunkAnswer>(lease.Requests.Count);
        foreach (var request in lease.Requests)
        {
            answers.Add(await AnswerAsync(lease, request, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        var report = new ChunkReport { JobId = lease.JobId, Chunk = lease.Chunk, Lease = lease.Lease, Answers = answers };
        var length = JsonSerializer.SerializeToUtf8Bytes(report, ContractsJsonContext.Default.ChunkReport).Length;
        return length <= ChunkReport.MaximumBytes
            ? report
            : report with { Answers = [], Problem = $"the results have {length} bytes, more than the {ChunkReport.MaximumBytes} of a report: use fewer rows for a chunk." };
    }

    private async Task<ChunkAnswer> AnswerAsync(ChunkLease lease, JsonElement request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await inference.InferAsync(lease.Endpoint, lease.Version, request, cancellationToken);
            if (answer.Status != Overloaded || attempt == MostTries)
                return answer;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private async Task RenewAsync(ChunkLease lease, CancellationTokenSource over, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(lease.Seconds / RenewalsPerLease), time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!await IsStillOursAsync(lease, cancellationToken))
                    await over.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The chunk is done, or no longer ours.
        }
    }

    // A control plane that does not answer may be back before the lease is over: the report will tell.
    private async Task<bool> IsStillOursAsync(ChunkLease lease, CancellationToken cancellationToken)
    {
        try
        {
            return await work.RenewAsync(new LeaseRenewal(lease.JobId, lease.Chunk, lease.Lease), cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return true;
        }
    }
}
