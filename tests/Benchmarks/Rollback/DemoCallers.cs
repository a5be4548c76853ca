using System.Collections.Concurrent;
using System.Text;
using ControlPlane.Demo.Pictures;
using ControlPlane.Demo.Users;
using ControlPlane.TestKit.Processes;
using InferenceAnswer = ControlPlane.TestKit.Processes.InferenceAnswer;

namespace ControlPlane.Benchmarks.Rollback;

/// <summary>Callers who send the demo's pictures at a steady rate, every request by another user. Who is behind its time catches up.</summary>
internal sealed class DemoCallers : IAsyncDisposable
{
    private const int Callers = 12;

    private readonly CancellationTokenSource _stop = new(TimeSpan.FromMinutes(5), TimeProvider.System);
    private readonly ConcurrentQueue<InferenceAnswer> _answers = [];
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InferenceClient _client = new();
    private readonly RequestStock _stock = new(new Random(1));
    private readonly Task _calls;

    private DemoCallers(IReadOnlyList<Uri> agents, string endpoint, double rate) =>
        _calls = Task.WhenAll(Enumerable.Range(0, Callers).Select(c => Task.Run(() => CallAsync(agents, endpoint, c, TimeSpan.FromSeconds(Callers / rate)))));

    /// <summary>Ends when a caller has got an error.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Answers so far.</summary>
    public IReadOnlyCollection<InferenceAnswer> Answers => _answers;

    /// <param name="agents">Asked in turn.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="rate">Requests per second, all callers together.</param>
    public static DemoCallers Start(IReadOnlyList<Uri> agents, string endpoint, double rate) => new(agents, endpoint, rate);

    /// <summary>Stops and waits for the last answers.</summary>
    /// <returns>In the order in which they came.</returns>
    public async Task<IReadOnlyList<InferenceAnswer>> StopAsync()
    {
        await _stop.CancelAsync();
        await _calls;
        return [.. _answers.OrderBy(a => a.At)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task CallAsync(IReadOnlyList<Uri> agents, string endpoint, int caller, TimeSpan period)
    {
        var random = new Random(caller);
        var begin = TimeProvider.System.GetTimestamp();
        for (var n = 0; !_stop.IsCancellationRequested; n++)
        {
            var request = _stock.PickPicture((Animal)random.Next(Enum.GetValues<Animal>().Length), random);
            var answer = await AskAsync(agents[(caller + n) % agents.Count], endpoint, $"{{\"id\":\"{caller}-{n}{Encoding.UTF8.GetString(request.JsonAfterId.Span)}", $"user-{caller}-{n}");
            _answers.Enqueue(answer);
            if (answer.Status != 200)
                _failed.TrySetResult();
            var wait = (period * (n + 1)) - TimeProvider.System.GetElapsedTime(begin);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<InferenceAnswer> AskAsync(Uri agent, string endpoint, string body, string user)
    {
        try
        {
            return await _client.InferAsync(agent, endpoint, body, user);
        }
        catch (HttpRequestException e)
        {
            return new InferenceAnswer(0, null, null, 0, null, e.Message);
        }
    }
}
