using System.Collections.Concurrent;

namespace ControlPlane.TestKit.Processes;

/// <summary>Callers that ask all agents in turn until told to stop, each waiting for its answer before the next question. Bounded in count and time.</summary>
public sealed class SteadyLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(5), TimeProvider.System);
    private readonly ConcurrentBag<InferenceAnswer> _answers = [];
    private readonly InferenceClient _client = new();
    private readonly Task _callers;

    private SteadyLoad(IReadOnlyList<Uri> agents, string endpoint, string body, int callers, TimeSpan pause) =>
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(c => Task.Run(() => CallAsync(agents, endpoint, body, c, pause))));

    /// <summary>Answers so far.</summary>
    public IReadOnlyCollection<InferenceAnswer> Answers => _answers;

    /// <summary>Starts callers; each has its own sequence of routing keys.</summary>
    public static SteadyLoad Start(IReadOnlyList<Uri> agents, string endpoint, string body, int callers, TimeSpan pause) =>
        new(agents, endpoint, body, callers, pause);

    /// <summary>Stops and waits for the last answers.</summary>
    public async Task<IReadOnlyCollection<InferenceAnswer>> StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _callers.ConfigureAwait(false);
        return _answers;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task CallAsync(IReadOnlyList<Uri> agents, string endpoint, string body, int caller, TimeSpan pause)
    {
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            try
            {
                _answers.Add(await _client.InferAsync(agents[(caller + n) % agents.Count], endpoint, body, $"caller-{caller}-{n}").ConfigureAwait(false));
            }
            catch (HttpRequestException e)
            {
                _answers.Add(new InferenceAnswer(0, null, null, 0, null, e.Message));
            }

            await Task.Delay(pause, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
