namespace ControlPlane.AgentHost.Connection;

/// <summary>
/// Renews the credential at half of its life, give or take a tenth, so that a fleet that joined together does not come together; sooner when it is refused.
/// Serving goes on whatever happens here.
/// </summary>
internal sealed class RenewalLoop(Renewal renewal, RenewalSignal signal, AgentIdentity identity, TimeProvider time, Func<double> unitRandom, ILogger<RenewalLoop> logger) : BackgroundService
{
    /// <summary>Share of its life after which a credential is renewed, on average.</summary>
    public const double Share = 0.5;

    /// <summary>Most that chance takes from or adds to the share.</summary>
    public const double Spread = 0.1;

    /// <summary>Between two renewals at least, whoever asks for them.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly BackoffPolicy _backoff = new(TimeSpan.FromSeconds(2), LongestWait, unitRandom);

    /// <summary>Renews until the agent stops.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await WaitAsync(DueIn(), stoppingToken);
                for (var attempt = 0; !await RenewAsync(attempt, stoppingToken); attempt++)
                    await Task.Delay(_backoff.BoundOf(attempt) * (0.5 + (0.5 * unitRandom())), time, stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The agent stops.
        }
    }

    private async Task<bool> RenewAsync(int attempt, CancellationToken stoppingToken)
    {
        var outcome = await renewal.RunAsync(stoppingToken);
        if (outcome.IsAccepted)
            logger.Renewed(outcome.Value.ExpiresAt!.Value, string.Join(", ", outcome.Value.SigningKeys.Select(k => k.Id)));
        else if (outcome.Refusal.Code == "renewal_failed")
            logger.RenewalFailed(attempt + 1, outcome.Refusal.Sentence);
        else
            logger.RenewalRefused(outcome.Refusal.Sentence);
        return outcome.IsAccepted;
    }

    private TimeSpan DueIn()
    {
        if (identity.Membership is not { IssuedAt: { } issued, ExpiresAt: { } expires })
            return TimeSpan.Zero;
        var share = Share - Spread + (2 * Spread * unitRandom());
        var due = identity.ReceivedAt + ((expires - issued) * share) - time.GetUtcNow();
        return due > TimeSpan.Zero ? due : TimeSpan.Zero;
    }

    private async Task WaitAsync(TimeSpan due, CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(Task.Delay(due, time, either.Token), signal.WaitAsync(either.Token));
        await either.CancelAsync();
        stoppingToken.ThrowIfCancellationRequested();
    }
}
