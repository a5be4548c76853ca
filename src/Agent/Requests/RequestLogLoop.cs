using System.Text.Json;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Hosting;

namespace ControlPlane.AgentHost.Requests;

/// <summary>Writes what waits in the request log every half second, one JSON object to a line.</summary>
internal sealed class RequestLogLoop(RequestLog log, RequestLogFiles files, TimeProvider time, ILogger<RequestLogLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private bool _isFailing;

    /// <summary>Writes what came last, when nobody serves any more.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    /// <summary>Writes what waits; what the disk does not take is counted as dropped.</summary>
    internal void Write()
    {
        using var lines = new MemoryStream();
        var count = 0;
        while (log.Waiting.TryRead(out var request))
        {
            JsonSerializer.Serialize(lines, request, AgentJsonContext.Default.LoggedRequest);
            lines.WriteByte((byte)'\n');
            count++;
        }

        if (count == 0)
            return;

        try
        {
            files.Append(lines.GetBuffer().AsSpan(0, (int)lines.Length));
            _isFailing = false;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            log.CountDropped(count);
            if (!_isFailing)
                logger.RequestsNotLogged(count, e.Message);
            _isFailing = true;
        }
    }

    /// <summary>Works until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!log.IsOn)
            return;

        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Write();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What came last is written when the agent stops.
        }
    }
}
