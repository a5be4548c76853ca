using System.Text.Json;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Tests.Mirroring;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.AgentHost.Tests.Telemetry;

/// <summary>What leaves an agent of the rows it was asked: bins and counts, never a row.</summary>
public sealed class FeatureWireTests
{
    private const float Secret = 0.7331417f;
    private const string SecretText = "0.7331417";
    private readonly ShadowSampleQueue _samples = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Batches_AfterRequests_HoldNoValueOfARowAndAnswersOnlyWhereTheEndpointKeepsThem(bool recordsAnswers)
    {
        await using var server = await ServingHarness.StartAsync();
        var recorders = server.Serve(
            MirrorScene.Shadowed() with { RecordsAnswers = recordsAnswers },
            await server.LoadAsync(OnnxModels.Classifier(2, 1, 0, 0, 1), 1, MirrorScene.Reading),
            await server.LoadAsync(OnnxModels.Classifier(2, 0, 1, 1, 0), 2, MirrorScene.Reading));

        await server.InferAsync(InferRequests.Of([Secret, 0.25f]));
        MirrorScene.RunAll(server, samples: _samples);

        var telemetry = JsonSerializer.SerializeToUtf8Bytes(BatchOf(recorders[0].Features.Take(), MirrorScene.BucketOf(recorders[0])), ContractsJsonContext.Default.TelemetryBatch);
        var samples = JsonSerializer.SerializeToUtf8Bytes(new ShadowSampleBatch(_samples.Take()), ContractsJsonContext.Default.ShadowSampleBatch);
        Assert.Contains("x[0]", Text(telemetry), StringComparison.Ordinal);
        Assert.DoesNotContain(SecretText[..6], Text(telemetry) + Text(samples), StringComparison.Ordinal);

        // The negative control: what may be sent is found where it is switched on.
        Assert.Equal(recordsAnswers, Text(samples).Contains("""{\u0022cat\u0022:0.6""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sketch_OfOneRow_SaysTheBinAndNotTheValue()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(MirrorScene.Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(1), 2))[0];

        await server.InferAsync(InferRequests.Of([Secret, 0, 0, 0]));

        var sketch = recorder.Features.Take()[0].Sketch!;
        Assert.Equal(-1, sketch.AsSpan().IndexOf(BitConverter.GetBytes(Secret)));
        var bin = Assert.Single(FeatureSketch.FromBytes(sketch).Value.Bins).Key;
        Assert.Equal(bin, FeatureSketch.BinOf(Secret * 1.0001f));
    }

    [Fact]
    public async Task Texts_OfManyKinds_AreCountedByNameForTheFirstFewAndTogetherBeyond()
    {
        await using var server = await ServingHarness.StartAsync();
        var recorder = server.Serve(MirrorScene.Shadowed(), await server.LoadAsync(OnnxModels.Identity(OnnxType.String, "N"), 1), await server.LoadAsync(OnnxModels.Identity(OnnxType.String, "N"), 2))[0];
        var texts = Enumerable.Range(0, 200).Select(n => $"\"kind-{n}\"");

        await server.InferAsync(InferRequests.Of("BYTES", "[200]", $"[{string.Join(',', texts)}]"));

        var categories = recorder.Features.Take().Single(f => f.Name == "x").Categories;
        Assert.InRange(categories.Count, 2, FeatureSummary.MaximumCategories + 1);
        Assert.Equal(200, categories.Values.Sum());
        Assert.True(categories[OutputSummary.OtherLabel] >= 200 - FeatureSummary.MaximumCategories);
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json);

    private static TelemetryBatch BatchOf(IReadOnlyList<FeatureSummary> features, TelemetryBucket bucket) => new()
    {
        BootId = "boot",
        Sequence = 1,
        OldestPending = 0,
        Buckets = [bucket with { Features = features }],
        Lifetime = [],
        SentAt = DateTimeOffset.UnixEpoch,
    };
}
