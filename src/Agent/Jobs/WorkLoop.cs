using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>
/// Asks for rows of batch jobs, runs them, hands the results in, and asks again at once; where there is nothing, a while later.
/// Half the processors are asked for at most, and those at a priority that live requests and shadows pass.
/// </summary>
internal sealed class WorkLoop(
    IWorkSource work, ChunkRunner runner, PredictionOffers predictions, ServingTableHolder tables, BackoffPolicy backoff, TimeProvider time, Func<double> unitRandom, ILogger<WorkLoop> logger)
    : BackgroundService
{
    /// <summary>Between two questions while there is nothing to do, on average.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private const double Spread = 0.2;
    private const int ReportTries = 6;

    /// <summary>Asks once, and does what there is to do.</summary>
    /// <returns>True when there was something.</returns>
    public async Task<bool> WorkAsync(CancellationToken cancellationToken)
    {
        var answer = await work.AskAsync(new WorkRequest { Versions = ReadyVersions() }, cancellationToken);
        predictions.Put(answer.Predictions);
        if (answer.Chunk is not { } lease)
            return false;

        if (await runner.RunAsync(lease, cancellationToken) is not { } report || !await ReportAsync(report, cancellationToken))
            logger.LeaseOver(lease.JobId, lease.Chunk);
        return true;
    }

    /// <summary>Works until the agent stops.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => WorkOnAsync(stoppingToken)));

    private async Task WorkOnAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var isBusy = await WorkAsync(stoppingToken);
                failures = 0;
                if (!isBusy)
                    await Task.Delay(Interval * (1 + (Spread * ((2 * unitRandom()) - 1))), time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
            {
                if (failures++ == 0)
                    logger.NoWork(e.Message);
                await Task.Delay(backoff.DelayOf(failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Results that took time to make are worth some patience: a control plane that restarts is back within seconds, and the lease still stands then.
    private async Task<bool> ReportAsync(ChunkReport report, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await work.ReportAsync(report, cancellationToken);
            }
            catch (Exception e) when ((e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)) && attempt < ReportTries)
            {
                await Task.Delay(backoff.BoundOf(attempt), time, cancellationToken);
            }
        }
    }

    private IReadOnlyList<ReadyVersion> ReadyVersions() => [.. tables.Current.Versions.Select(m => new ReadyVersion(m.Version.Model, m.Version.Version))];
}
