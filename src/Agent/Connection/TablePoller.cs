using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using ControlPlane.AgentHost.Routing;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Asks for the table every 30 s ± 20 %, whether the hub lives or not, so that a lost push costs no more than that.
/// Asks at once when told that there is a newer one.
/// </summary>
internal sealed class TablePoller(
    ITableSource source,
    TableApplier applier,
    TableMailbox mailbox,
    ControlPlaneContact contact,
    RenewalSignal renewals,
    TimeProvider time,
    Func<double> unitRandom,
    ILogger<TablePoller> logger) : BackgroundService
{
    /// <summary>Between two polls, on average.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const double Spread = 0.2;

    private readonly Channel<bool> _requests =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Polls now.</summary>
    public void RequestNow() => _requests.Writer.TryWrite(true);

    /// <summary>One poll; what came goes to the mailbox.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        try
        {
            var polled = await source.PollAsync(applier.KnownDigest, cancellationToken);
            contact.Note();
            if (applier.LastRefusal is { Code: RefusalCodes.BadSignature })
                renewals.Request();
            if (polled is null)
                return;

            mailbox.Post(new ArrivedTable
            {
                Position = PositionIn(polled.Content),
                Content = polled.Content,
                Digest = polled.Digest,
                Signature = polled.Signature,
                ArrivedAt = time.GetTimestamp(),
            });
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.PollFailed(e.Message);
            if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
                renewals.Request();
        }
    }

    /// <summary>Polls until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await PollAsync(stoppingToken);
                await WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var interval = new CancellationTokenSource(Interval * (1 - Spread + (2 * Spread * unitRandom())), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interval.Token);
        try
        {
            await _requests.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody asked; it is time all the same.
        }
    }

    private static TablePosition PositionIn(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return new TablePosition(document.RootElement.GetProperty("epoch").GetInt64(), document.RootElement.GetProperty("revision").GetInt64());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Refused with a proper sentence by the one who verifies.
            return default;
        }
    }
}
