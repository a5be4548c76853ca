using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Mirroring;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.AgentHost.Tracing;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Requests;

public sealed class RequestLogTests
{
    private const string Path = "data/requests/requests.jsonl";

    private readonly MemoryDisk _disk = new();

    [Fact]
    public async Task Infer_InTheSample_IsOneLineWithoutWhoAsked()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: false), TimeProvider.System);
        await using var server = await StartAsync(log);

        await server.InferAsync(
            InferRequests.Of([3, 1]),
            headers: [("x-request-id", "r-1"), ("x-routing-key", "anna"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")]);

        var line = Assert.Single(Written(log));
        Assert.Equal(("r-1", "pets", "v1", "1", "cat"), (Text(line, "requestId"), Text(line, "endpoint"), Text(line, "variant"), Text(line, "version"), Text(line, "label")));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Text(line, "traceId"));
        Assert.InRange(line.GetProperty("inferMicroseconds").GetDouble(), 0, line.GetProperty("totalMicroseconds").GetDouble());
        Assert.False(line.TryGetProperty("inputs", out _));
        Assert.DoesNotContain("anna", line.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_WithInputs_KeepsThemToTheBit()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: true), TimeProvider.System);
        await using var server = await StartAsync(log);

        await server.InferAsync(InferRequests.Of([3, 0.1f]));

        var input = Assert.Single(Written(log)).GetProperty("inputs")[0];
        Assert.Equal(("FP32", "[1,2]"), (Text(input, "datatype"), input.GetProperty("shape").GetRawText()));
        Assert.Equal([.. BitConverter.GetBytes(3f), .. BitConverter.GetBytes(0.1f)], input.GetProperty("raw").GetBytesFromBase64());
    }

    [Fact]
    public async Task Infer_EndpointWhoseAnswersAreNotRecorded_ShowsNeitherInputsNorAnswer()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: true), TimeProvider.System);
        await using var server = await StartAsync(log, RoutingTableBuilder.AnEndpoint("pets", 1, 10_000) with { RecordsAnswers = false });

        await server.InferAsync(InferRequests.Of([3, 1]));

        var line = Assert.Single(Written(log));
        Assert.All((string[])["inputs", "label", "score"], name => Assert.False(line.TryGetProperty(name, out _), name));
    }

    [Fact]
    public async Task Infer_Refused_SaysWhy()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: true), TimeProvider.System);
        await using var server = await StartAsync(log);

        await server.InferAsync(InferRequests.Of([1, 2, 3]));

        Assert.Equal("tensor_mismatch", Text(Assert.Single(Written(log)), "refusal"));
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(2_000, 140, 260)]
    public async Task Infer_Share_IsASampleThatTwoAgentsShare(int share, int least, int most)
    {
        var logs = Enumerable.Range(0, 2).Select(_ => new RequestLog(new RequestLogPolicy(share, HasInputs: false), TimeProvider.System)).ToList();
        var seen = new List<string[]>();
        foreach (var log in logs)
        {
            await using var server = await StartAsync(log);
            for (var request = 0; request < 1_000; request++)
                await server.InferAsync(InferRequests.Of([3, 1]), headers: ("x-request-id", $"request-{request}"));
            seen.Add([.. Drained(log).Select(r => r.RequestId)]);
        }

        Assert.InRange(seen[0].Length, least, most);
        Assert.Equal(seen[0], seen[1]);
    }

    [Fact]
    public async Task Infer_NobodyWrites_DropsAndCountsAndAnswers()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: false), TimeProvider.System);
        await using var server = await StartAsync(log);

        for (var request = 0; request < RequestLog.Capacity + 7; request++)
            await server.InferAsync(InferRequests.Of([3, 1]));

        Assert.Equal((RequestLog.Capacity, 7), (log.Waiting.Count, log.Dropped));
    }

    [Fact]
    public void Write_DiskIsFull_CountsWhatIsLostAndGoesOn()
    {
        var log = new RequestLog(new RequestLogPolicy(10_000, HasInputs: false), TimeProvider.System);
        log.Add(ALine());
        _disk.Fault = (1, DiskFault.IsFull);
        LoopOf(log).Write();
        Assert.Equal(1, log.Dropped);

        _disk.Fault = null;
        log.Add(ALine());
        LoopOf(log).Write();

        Assert.Single(Lines(Path));
    }

    [Fact]
    public void Append_LongFile_IsFollowedByAnotherAndTheOldestGoes()
    {
        var files = new RequestLogFiles(_disk, "data");
        var line = new byte[RequestLogFiles.Longest + 1];
        for (var number = 0; number < RequestLogFiles.Kept + 2; number++)
        {
            line[0] = (byte)('a' + number);
            files.Append(line);
        }

        Assert.Equal(RequestLogFiles.Kept, _disk.Paths.Count());
        Assert.Equal(((byte)'f', (byte)'c'), (_disk[Path][0], _disk["data/requests/requests.3.jsonl"][0]));
    }

    private static async Task<ServingHarness> StartAsync(RequestLog log, EndpointRouting? routing = null)
    {
        var spans = new RequestSpans(new("unheard"), TimeProvider.System);
        var server = await ServingHarness.StartAsync(trail: new RequestTrail(spans, log));
        server.Serve(routing ?? RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.Classifier(2, [1, 0, 0, 1]), 1, MirrorScene.Reading));
        return server;
    }

    private List<JsonElement> Written(RequestLog log)
    {
        LoopOf(log).Write();
        return Lines(Path);
    }

    private List<JsonElement> Lines(string path) =>
        [.. Encoding.UTF8.GetString(_disk[path]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private RequestLogLoop LoopOf(RequestLog log) => new(log, new RequestLogFiles(_disk, "data"), TimeProvider.System, NullLogger<RequestLogLoop>.Instance);

    private static IEnumerable<LoggedRequest> Drained(RequestLog log)
    {
        while (log.Waiting.TryRead(out var request))
            yield return request;
    }

    private static LoggedRequest ALine() => new() { At = DateTimeOffset.UnixEpoch, RequestId = "r", Endpoint = "pets", Version = "1", RouteRevision = 1, TotalMicroseconds = 1 };

    private static string? Text(JsonElement line, string name) => line.GetProperty(name).GetString();
}
