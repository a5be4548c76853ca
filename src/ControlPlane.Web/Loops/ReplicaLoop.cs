using System.Threading.Channels;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Signing;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Loops;

/// <summary>
/// Learns what other replicas committed and heard: after each of their notices, and every so often because notices may be lost.
/// </summary>
internal sealed partial class ReplicaLoop(
    SharedState shared, SigningKeys keys, PublishedTables published, FleetQueries fleet, FleetWatch watch, SharedTables tables, SharedMembers members, SharedPresence presence, ChangeRinger ringer, IOptions<DataOptions> options, TimeProvider clock, ILogger<ReplicaLoop> logger)
    : BackgroundService
{
    private readonly Channel<bool> _noticed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _known = -1;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), PollAsync(stoppingToken), FollowAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync("heard", token => shared.ListenAsync(Notice, token), stoppingToken);
            await Task.Delay(options.Value.Replica.Poll, clock, stoppingToken);
        }
    }

    private async Task PollAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Replica.Poll, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync("shared", presence.ExchangeAsync, stoppingToken);
            Notice();
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        while (await _noticed.Reader.WaitToReadAsync(stoppingToken))
        {
            _noticed.Reader.TryRead(out _);
            await TryAsync("followed", LookAsync, stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        // Read first: what is committed while the rest is read is looked at once more.
        var revision = await shared.RevisionAsync(cancellation);
        if (revision == _known)
            return;
        if (await keys.RefreshAsync(cancellation))
            published.SignAgain();
        watch.Know(await fleet.AheadAsync(cancellation));
        await tables.RefreshAsync(cancellation);
        await members.RefreshAsync(cancellation);
        _known = revision;
        ringer.RingAll();
    }

    private void Notice() => _noticed.Writer.TryWrite(true);

    private async Task TryAsync(string what, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        try
        {
            await step(cancellation);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !cancellation.IsCancellationRequested) // The edge of the loop: the next period tries again.
        {
            LogFailed(what, exception.Message);
        }
    }

    [LoggerMessage(1931, LogLevel.Warning, "Other replicas could not be {What}; the next period tries again. {Problem}")]
    private partial void LogFailed(string what, string problem);
}
