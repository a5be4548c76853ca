using System.Net;
using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Workers;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Routing;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Serving;

/// <summary>A real server on a free loopback port, with real sessions of small models.</summary>
internal sealed class ServingHarness : IAsyncDisposable
{
    public const string Endpoint = "pets";

    // The trial of sessions takes longer than the rest of a load, and has tests of its own.
    private const int Processors = 1;

    private readonly TemporaryFolder _folder = new();
    private readonly List<LoadedModel> _models = [];
    private readonly TimeProvider _time;
    private InferenceServer _server = null!;
    private int _files;
    private long _revision;

    private ServingHarness(TimeProvider time) => (_time, TokenTime) = (time, new ControlPlaneTime(time));

    public ServingTableHolder Tables { get; } = new();

    public FeedbackTokenCodec Tokens { get; } = new([.. Enumerable.Repeat((byte)9, FeedbackTokenCodec.KeyLength)]);

    public FeedbackQueue Feedback { get; } = new(new FeedbackSpool(new MemoryDisk(), "data", NullLogger<FeedbackSpool>.Instance));

    public required MirrorQueue Mirrored { get; init; }

    public ReadinessSwitch Readiness { get; } = new();

    /// <summary>What a token says about when it was written.</summary>
    public ControlPlaneTime TokenTime { get; }

    public InFlightCounter InFlight { get; } = new();

    public UnroutedRequests Unrouted { get; } = new();

    public FlagEvaluations Evaluations { get; } = new();

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What each endpoint may keep of its answers; 0 is nothing.</summary>
    public long CacheBytes { get; set; }

    public GrpcCaller Grpc { get; private set; } = null!;

    public InferenceServer Server => _server;

    public Uri Address => _server.Address;

    public Uri GrpcAddress => _server.GrpcAddress!;

    public static async Task<ServingHarness> StartAsync(Func<InferenceServerOptions, InferenceServerOptions>? configure = null, TimeProvider? time = null, MirrorLimits? mirroring = null, RequestTrail? trail = null, PredictionSets? predictions = null)
    {
        var harness = new ServingHarness(time ?? TimeProvider.System) { Mirrored = new MirrorQueue(mirroring ?? new MirrorLimits { MaximumCopies = 8 }) };
        var options = new InferenceServerOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), Grpc = new IPEndPoint(IPAddress.Loopback, 0) };
        harness._server = new InferenceServer(
            configure?.Invoke(options) ?? options,
            harness.Tables,
            harness.Tokens,
            harness.Feedback,
            harness.Mirrored,
            trail ?? RequestTrail.None,
            new RequestIdSource(bootNumber: 0x1234),
            harness.Readiness,
            harness.InFlight,
            harness.Unrouted,
            harness.Evaluations,
            harness.TokenTime,
            harness._time,
            NullLogger<InferenceServer>.Instance,
            predictions);
        await harness._server.StartAsync(CancellationToken.None);
        // Callers may send UTF-8 in headers; this client must be told to.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        harness.Client = new HttpClient(handler) { BaseAddress = harness._server.Address };
        harness.Grpc = new GrpcCaller(harness.GrpcAddress);
        return harness;
    }

    /// <summary>A server whose endpoint <see cref="Endpoint"/> answers with one model.</summary>
    public static async Task<ServingHarness> StartAsync(byte[] model, OutputReading? reading = null, Func<InferenceServerOptions, InferenceServerOptions>? configure = null)
    {
        var harness = await StartAsync(configure);
        harness.Serve(RoutingTableBuilder.AnEndpoint(Endpoint, 1, 10_000), await harness.LoadAsync(model, 1, reading));
        return harness;
    }

    public async Task<LoadedModel> LoadAsync(byte[] model, int version, OutputReading? reading = null)
    {
        var path = _folder.Combine($"{_files++}.onnx");
        await File.WriteAllBytesAsync(path, model);
        return await LoadAsync(path, version, reading);
    }

    public async Task<LoadedModel> LoadAsync(string path, int version, OutputReading? reading = null)
    {
        var loaded = await TryLoadAsync(path, version, reading);
        Assert.Null(loaded.Refusal);
        return loaded.Value;
    }

    public async Task<Outcome<LoadedModel>> TryLoadAsync(string path, int version, OutputReading? reading = null)
    {
        var prepared = RoutingTableBuilder.APreparedVersion(Endpoint, version) with { Reading = reading ?? OutputReading.None };
        var loaded = await new ModelLoader(_time, Processors).LoadAsync(path, prepared, CancellationToken.None);
        if (loaded.IsAccepted)
            _models.Add(loaded.Value);
        return loaded;
    }

    /// <summary>Loads a model in a process of its own.</summary>
    public async Task<LoadedModel> LoadApartAsync(byte[] model, int version, OutputReading? reading = null, TimeSpan? longestRun = null)
    {
        var path = _folder.Combine($"{_files++}.onnx");
        await File.WriteAllBytesAsync(path, model);
        var prepared = RoutingTableBuilder.APreparedVersion(Endpoint, version) with { Reading = reading ?? OutputReading.None, Isolation = ModelIsolation.Process };
        var loaded = await WorkerLoading.ALoader(_folder, longestRun).LoadAsync(path, prepared, CancellationToken.None);
        Assert.Null(loaded.Refusal);
        _models.Add(loaded.Value);
        return loaded.Value;
    }

    /// <summary>Puts a table in force; a null model is a version that is refused here. Returns the recorders of the variants.</summary>
    public VariantRecorder[] Serve(EndpointRouting routing, params LoadedModel?[] models)
    {
        var variants = routing.Variants
            .Select((v, i) => new ServedVariant(v, models[i], new VariantRecorder(routing, v, models[i]?.Version.Reading ?? OutputReading.None)))
            .ToArray();
        var fallback = models.FirstOrDefault(m => m is not null && m.Version.Version == routing.Fallback?.Version);
        Tables.Swap(new ServingTable(
            new TablePosition(1, ++_revision), [new ServedEndpoint(routing, variants, new RequestOrdinal(), fallback, CacheBytes > 0 ? new ResponseCache(CacheBytes) : null)], models.OfType<LoadedModel>().Distinct()));
        return [.. variants.Select(v => v.Recorder)];
    }

    /// <summary>Puts a table in force with one endpoint per name, each with one version.</summary>
    public void ServeEach(IReadOnlyList<(string Endpoint, LoadedModel Model)> served) => Tables.Swap(new ServingTable(
        new TablePosition(1, ++_revision), served.Select(s => EndpointOf(s.Endpoint, s.Model)), []));

    /// <summary>The model behind an endpoint of one version.</summary>
    public LoadedModel ModelOf(string endpoint) => Tables.Current.Endpoints[endpoint].Stable.Model!;

    /// <summary>Feedback that waits to be passed on.</summary>
    public IReadOnlyList<FeedbackItem> TakenFeedback() => [.. Feedback.Peek().Select(q => q.Item)];

    /// <summary>Infers with tensors behind the JSON.</summary>
    public async Task<BinaryAnswer> InferBinaryAsync(string json, byte[] tensors, string path = $"/v2/models/{Endpoint}/infer")
    {
        var text = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([.. text, .. tensors]) };
        request.Headers.TryAddWithoutValidation("Inference-Header-Content-Length", $"{text.Length}");
        using var response = await Client.SendAsync(request);
        return await BinaryAnswer.ReadAsync(response);
    }

    public async Task<Answer> InferAsync(string body, string path = $"/v2/models/{Endpoint}/infer", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var headers = response.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(",", h.Value));
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Grpc.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        Mirrored.Dispose();
        Tables.Swap(ServingTable.Empty);
        foreach (var model in _models)
            await model.DisposeAsync();
        _folder.Dispose();
    }

    private static ServedEndpoint EndpointOf(string endpoint, LoadedModel model)
    {
        var routing = RoutingTableBuilder.AnEndpoint(endpoint, 1, 10_000);
        return new ServedEndpoint(routing, [new ServedVariant(routing.Variants[0], model, new VariantRecorder(routing, routing.Variants[0], OutputReading.None))], new RequestOrdinal());
    }

    /// <summary>What came back.</summary>
    public sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? Error => Json.TryGetProperty("error", out var error) ? error.GetString() : null;

        public JsonElement Output(int index = 0) => Json.GetProperty("outputs")[index];

        /// <summary>Elements of an output as they are written.</summary>
        public string[] Data(int output = 0) => [.. Output(output).GetProperty("data").EnumerateArray().Select(e => e.GetRawText())];
    }
}
