using System.Diagnostics;
using System.Net.Http.Headers;

namespace ControlPlane.Benchmarks.Mirroring;

/// <summary>
/// Callers that ask at a fixed rate, or as fast as they get answers.
/// A request that had to wait because the answer before it came late counts from when it was due, so that a slow answer hides no others.
/// </summary>
internal sealed class PacedLoad(Uri server, string path, byte[][] bodies) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = server };

    private readonly List<double> _latencies = [];
    private double _seconds;
    private long _failed;

    /// <summary>What callers saw since the last look.</summary>
    public PacedResult Take()
    {
        double[] all = [.. _latencies.Order()];
        var result = new PacedResult(all.Length, _failed, all.Length / _seconds, Quantile(all, 0.5), Quantile(all, 0.99));
        _latencies.Clear();
        (_seconds, _failed) = (0, 0);
        return result;
    }

    /// <summary>Asks for some seconds.</summary>
    /// <param name="callers">How many ask at the same time.</param>
    /// <param name="perSecond">Requests per second of all callers; 0 for as many as they get answered.</param>
    /// <param name="seconds">How long.</param>
    public async Task RunAsync(int callers, double perSecond, double seconds)
    {
        var latencies = Enumerable.Range(0, callers).Select(_ => new List<double>()).ToArray();
        var failed = new long[callers];
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(c => Task.Run(() => CallAsync(c, callers, perSecond, began, seconds, latencies[c], failed))));
        _seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
        _latencies.AddRange(latencies.SelectMany(l => l));
        _failed += failed.Sum();
    }

    public void Dispose() => _client.Dispose();

    private async Task CallAsync(int caller, int callers, double perSecond, long began, double seconds, List<double> latencies, long[] failed)
    {
        var interval = perSecond == 0 ? 0 : callers / perSecond;
        for (var n = 0; ; n++)
        {
            var now = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (now >= seconds)
                return;

            var due = (n + (caller / (double)callers)) * interval;
            if (due >= seconds)
                return;
            if (due > now)
                await Task.Delay(TimeSpan.FromSeconds(due - now), TimeProvider.System);
            var start = due > now || interval == 0 ? Stopwatch.GetElapsedTime(began).TotalSeconds : due;
            if (await IsAnsweredAsync(caller, n))
                latencies.Add((Stopwatch.GetElapsedTime(began).TotalSeconds - start) * 1_000);
            else
                failed[caller]++;
        }
    }

    private async Task<bool> IsAnsweredAsync(int caller, int n)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bodies[((caller * 31) + n) % bodies.Length]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-routing-key", $"user-{caller}-{n % 512}");
        try
        {
            using var response = await _client.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static double Quantile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
}
