using System.Net;
using System.Security.Cryptography;
using System.Text;
using ControlPlane.AgentHost.Artifacts;
using ControlPlane.AgentHost.Jobs;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Jobs;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.AgentHost.Tests.Jobs;

public sealed class PredictionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PredictionSets _sets = new();
    private readonly FakeSource _source = new();

    public void Dispose()
    {
        _sets.Swap([]);
        _folder.Dispose();
    }

    [Fact]
    public async Task Get_KnownKeys_AnswersWithAgeAndVersion_AndUnknownOnesWith404()
    {
        var clock = new ManualTimeProvider();
        await using var server = await ServingHarness.StartAsync(time: clock, predictions: _sets);
        server.Serve(TestKit.Routing.RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        await ApplyAsync(Offer(1, clock.GetUtcNow(), Line("a", 1), Line("b/ä c", 2), Line("a", 3)));
        clock.Advance(TimeSpan.FromMinutes(14));

        var last = await server.GetAsync("/v2/models/pets/predictions/a");
        var odd = await server.GetAsync("/v2/models/pets/predictions/b%2F%C3%A4%20c");
        var unknown = await server.GetAsync("/v2/models/pets/predictions/z");
        var nowhere = await server.GetAsync("/v2/models/birds/predictions/a");

        Assert.Equal((HttpStatusCode.OK, "3", "840", "1", "current"), (last.Status, last.Data().Single(), last.Headers["age"], last.Headers["x-model-version"], last.Headers["x-prediction-state"]));
        Assert.Equal(("pets", "1", "2"), (odd.Json.GetProperty("model_name").GetString(), odd.Json.GetProperty("model_version").GetString(), odd.Data().Single()));
        Assert.Equal((HttpStatusCode.NotFound, "endpoint 'pets' has no stored prediction for the key z; ask infer"), (unknown.Status, unknown.Error));
        Assert.Equal(HttpStatusCode.NotFound, nowhere.Status);
    }

    [Fact]
    public async Task Get_AfterAnotherVersionBecameStable_SaysThatItIsOutOfDate()
    {
        await using var server = await ServingHarness.StartAsync(predictions: _sets);
        server.Serve(TestKit.Routing.RoutingTableBuilder.AnEndpoint("pets", 1, 10_000), await server.LoadAsync(OnnxModels.AddConstant(1), 1));
        await ApplyAsync(Offer(7, DateTimeOffset.UnixEpoch, Line("a", 1)));

        var answer = await server.GetAsync("/v2/models/pets/predictions/a");

        Assert.Equal(("out-of-date", false), (answer.Headers["x-prediction-state"], answer.Json.GetProperty("parameters").GetProperty("is_current").GetBoolean()));
    }

    [Fact]
    public async Task Set_IsSwappedWhole_AndOneThatIsDamagedLeavesTheOneBefore()
    {
        var first = Offer(1, DateTimeOffset.UnixEpoch, Line("a", 1));
        await ApplyAsync(first);
        var damaged = Offer(2, DateTimeOffset.UnixEpoch, Line("a", 2));
        _source.Files[damaged.Digest] = "other bytes"u8.ToArray();
        await ApplyAsync(damaged);
        Assert.Equal(first, _sets.Find("pets")!.Offer);

        var huge = Offer(3, DateTimeOffset.UnixEpoch, Line("a", 3)) with { SizeBytes = PredictionLoop.MostBytes + 1 };
        await ApplyAsync(huge);
        Assert.Equal(first, _sets.Find("pets")!.Offer);

        var second = Offer(2, DateTimeOffset.UnixEpoch, Line("b", 2));
        await ApplyAsync(second);
        Assert.Equal((null, true), (_sets.Find("pets")!.Find("a"), _sets.Find("pets")!.Find("b") is not null));
        Assert.Equal([second.Digest, "in-force.json"], Directory.GetFiles(Path.Combine(_folder.Path, "predictions")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        await ApplyAsync();
        Assert.Null(_sets.Find("pets"));
    }

    [Fact]
    public async Task Agent_StartedAgain_AnswersWithoutTheControlPlane()
    {
        await ApplyAsync(Offer(1, DateTimeOffset.UnixEpoch, Line("a", 1)));
        _sets.Swap([]);
        _source.Files.Clear();

        await ApplyAsync([.. Folder().ReadIndex()]);

        Assert.NotNull(_sets.Find("pets")!.Find("a"));
    }

    private static string Line(string key, int value) =>
        $$$"""{"line":1,"key":"{{{key}}}","model_version":"1","outputs":[{"name":"y","datatype":"FP32","shape":[1,1],"data":[{{{value}}}]}]}""" + "\n";

    private PredictionFolder Folder() => new(new PhysicalDisk(), _folder.Path);

    private Task ApplyAsync(params PredictionSetOffer[] offers) =>
        new PredictionLoop(new PredictionOffers(), _sets, Folder(), _source, TimeProvider.System, NullLogger<PredictionLoop>.Instance).ApplyAsync(offers, CancellationToken.None);

    private PredictionSetOffer Offer(int version, DateTimeOffset computedAt, params string[] lines)
    {
        var file = Encoding.UTF8.GetBytes(string.Concat(lines));
        var digest = Convert.ToHexStringLower(SHA256.HashData(file));
        _source.Files[digest] = file;
        return new PredictionSetOffer { Endpoint = "pets", Version = version, Digest = digest, SizeBytes = file.Length, Keys = lines.Length, ComputedAt = computedAt };
    }

    private sealed class FakeSource : IPredictionSource
    {
        public Dictionary<string, byte[]> Files { get; } = [];

        public Task<Stream> OpenAsync(string digest, CancellationToken cancellationToken) =>
            Files.TryGetValue(digest, out var file) ? Task.FromResult<Stream>(new MemoryStream(file)) : throw new HttpRequestException("There is no such file.");
    }
}
