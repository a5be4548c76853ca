using System.Collections.Concurrent;
using System.Globalization;

namespace ControlPlane.AgentHost.Tests.Serving.Fuzz;

/// <summary>Sends spoiled requests over both ports while steady callers check that they get their own answers.</summary>
internal sealed class FuzzRun(Uri rest, Uri grpc, int seed) : IDisposable
{
    private const int Parallel = 4;

    // Everything that says whose fault it is; a model of these seeds never fails by itself.
    private static readonly int[] HttpStatuses = [200, 400, 404, 408, 413, 429, 501, 504];
    private static readonly int[] GrpcStatuses = [0, 3, 4, 5, 8, 12, 14];

    private readonly HttpClient _rest = new() { BaseAddress = rest };
    private readonly GrpcCaller _grpc = new(grpc);
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly ConcurrentQueue<string> _problems = new();

    /// <summary>How often each status came.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>What must not be; empty when all is well.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

    /// <summary>Spoils the JSON of every right request at every byte: cut there, the byte gone, another one in its place.</summary>
    public Task SpoilEveryByteAsync()
    {
        var mutator = new ByteMutator(seed);
        var spoiled = new List<(FuzzRequest, byte[])>();
        foreach (var request in FuzzSeeds.Requests.Where(r => r.IsJson))
        {
            for (var at = 0; at < request.Body.Length; at++)
            {
                spoiled.Add((request, request.Body[..at]));
                spoiled.Add((request, [.. request.Body[..at], .. request.Body[(at + 1)..]]));
                spoiled.Add((request, [.. request.Body[..at], (byte)mutator.Next(256), .. request.Body[(at + 1)..]]));
            }
        }

        return SendAllAsync(spoiled);
    }

    /// <summary>Spoils right requests of every form at random.</summary>
    public Task SpoilAsync(int count, int round = 0)
    {
        var mutator = new ByteMutator(seed + round);
        return SendAllAsync(Enumerable.Range(0, count).Select(_ =>
        {
            var request = FuzzSeeds.Requests[mutator.Next(FuzzSeeds.Requests.Count)];
            return (request, mutator.Mutate(request.Body));
        }).ToList());
    }

    /// <summary>Asks with numbers of its own until told to stop, and holds every answer against them.</summary>
    public async Task CheckSteadilyAsync(int caller, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            float[] values = [caller, number, caller + (number / 2f), -number];
            using var response = await _rest.PostAsync(new Uri("/v2/models/pets/infer", UriKind.Relative), new StringContent(InferRequests.Of(values)), CancellationToken.None);
            var text = await response.Content.ReadAsStringAsync(CancellationToken.None);
            var expected = $"\"data\":[{string.Join(',', values.Select(v => (v + 1).ToString(CultureInfo.InvariantCulture)))}]";
            if (!text.Contains(expected, StringComparison.Ordinal))
                _problems.Enqueue($"a steady caller expected {expected} and got {text}");
        }
    }

    public void Dispose()
    {
        _rest.Dispose();
        _grpc.Dispose();
    }

    private Task SendAllAsync(IReadOnlyList<(FuzzRequest Request, byte[] Body)> spoiled) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            spoiled, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (s, _) => await (s.Request.IsGrpc ? SendGrpcAsync(s.Request, s.Body) : SendRestAsync(s.Request, s.Body)));

    private async Task SendRestAsync(FuzzRequest request, byte[] body)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Path) { Content = new ByteArrayContent(body) };
        if (request.JsonLength is { } length)
            message.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", $"{length}");
        try
        {
            using var response = await _rest.SendAsync(message);
            var answer = await response.Content.ReadAsByteArrayAsync();
            Judge(request, body, "HTTP", (int)response.StatusCode, HttpStatuses);
            if (!response.IsSuccessStatusCode && !answer.AsSpan().StartsWith("{\"error\":\""u8))
                _problems.Enqueue($"{request.Path} refused without words: {Convert.ToHexString(body)}");
        }
        catch (HttpRequestException e)
        {
            _problems.Enqueue($"{request.Path} had no answer ({e.Message}): {Convert.ToHexString(body)}");
        }
    }

    private async Task SendGrpcAsync(FuzzRequest request, byte[] body)
    {
        try
        {
            var answer = await _grpc.SendAsync(request.Path, body);
            Judge(request, body, "gRPC", answer.Status, GrpcStatuses);
            if (answer.Status != 0 && answer.Sentence.Length == 0)
                _problems.Enqueue($"gRPC refused without words: {Convert.ToHexString(body)}");
        }
        catch (HttpRequestException e)
        {
            _problems.Enqueue($"gRPC had no answer ({e.Message}): {Convert.ToHexString(body)}");
        }
    }

    private void Judge(FuzzRequest request, byte[] body, string form, int status, int[] allowed)
    {
        _answers.AddOrUpdate($"{form} {status}", 1, (_, count) => count + 1);
        if (!allowed.Contains(status))
            _problems.Enqueue($"{request.Path} answered {form} {status}: {Convert.ToHexString(body)}");
    }
}
