using System.Text.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tests.Fakes;
using ControlPlane.AgentHost.Tests.Serving;
using ControlPlane.Contracts.Json;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using Microsoft.Extensions.Logging.Abstractions;
using static ControlPlane.AgentHost.Tests.Mirroring.MirrorScene;

namespace ControlPlane.AgentHost.Tests.Mirroring;

public sealed class ShadowSampleTests
{
    private static readonly VariantKey Shadow = new("pets", "v2", 2, 1);

    private readonly ShadowSampleQueue _queue = new();

    [Theory]
    [InlineData(true, """[{"cat":0.119""", """[{"cat":0.5""")]
    [InlineData(false, null, null)]
    public async Task Run_Disagreement_IsKeptWithBothAnswersWhereTheEndpointKeepsThem(bool recordsAnswers, string? championStart, string? shadowStart)
    {
        await using var server = await ServingHarness.StartAsync();
        var routing = Shadowed() with { RecordsAnswers = recordsAnswers, SegmentAttributes = ["region"] };
        server.Serve(routing, await server.LoadAsync(OnnxModels.Classifier(2, 1, 0, 0, 1), 1, Reading), await server.LoadAsync(OnnxModels.Classifier(2, 1, 0, 0, 0), 2, Reading));

        await server.InferAsync(InferRequests.Of([0, 2]), headers: [("region", "au"), ("x-request-id", "r-1")]);
        RunAll(server, samples: _queue);

        var sample = Assert.Single(_queue.Take());
        Assert.Equal(("pets", "v2", 2, "v1", 1, 1L, "r-1"), (sample.Endpoint, sample.Variant, sample.Version, sample.Champion, sample.ChampionVersion, sample.RouteRevision, sample.RequestId));
        Assert.Equal((ShadowOutcome.Disagreed, "dog", "cat"), (sample.Outcome, sample.ChampionLabel, sample.ShadowLabel));
        Assert.Equal((0.881, 0.5, 1.381), (Math.Round(sample.ChampionNumber!.Value, 3), sample.ShadowNumber!.Value, Math.Round(sample.Deviation, 3)));
        Assert.Equal(["region=au"], sample.Segments);
        Assert.Equal((championStart, shadowStart), (sample.ChampionOutputs?[..championStart!.Length], sample.ShadowOutputs?[..shadowStart!.Length]));
    }

    [Fact]
    public async Task Run_Agreement_IsKeptWithoutOutputs()
    {
        await using var server = await ServingHarness.StartAsync();
        var model = OnnxModels.Classifier(2, 1, 0, 0, 1);
        server.Serve(Shadowed(), await server.LoadAsync(model, 1, Reading), await server.LoadAsync(model, 2, Reading));

        await server.InferAsync(InferRequests.Of([3, 1]));
        RunAll(server, samples: _queue);

        var sample = Assert.Single(_queue.Take());
        Assert.Equal((ShadowOutcome.Agreed, "cat", "cat", 0.0, null, null), (sample.Outcome, sample.ChampionLabel, sample.ShadowLabel, sample.Deviation, sample.ChampionOutputs, sample.ShadowOutputs));
    }

    [Fact]
    public async Task Run_ShadowFails_IsKeptWithItsReason()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.FailsOnNegative(), 2));

        await server.InferAsync(InferRequests.Of([-1, 2, 3, 4]));
        RunAll(server, samples: _queue);

        var sample = Assert.Single(_queue.Take());
        Assert.Equal((ShadowOutcome.Failed, null, null), (sample.Outcome, sample.ShadowLabel, sample.ShadowNumber));
        Assert.True(sample.Deviation > 2);
        Assert.StartsWith("The model failed", sample.ShadowOutputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NothingIsRead_GivesNoSampleBecauseNothingWasCompared()
    {
        await using var server = await ServingHarness.StartAsync();
        server.Serve(Shadowed(), await server.LoadAsync(OnnxModels.AddConstant(1), 1), await server.LoadAsync(OnnxModels.AddConstant(2), 2));

        await server.InferAsync(Body);
        RunAll(server, samples: _queue);

        Assert.Empty(_queue.Take());
    }

    [Fact]
    public void Offer_MoreDisagreementsThanFit_KeepsTheWorstAndCountsTheRest()
    {
        for (var n = 0; n < 1_000; n++)
            Offer(Shadow, ShadowOutcome.Disagreed, (n * 7) % 1_000, n);

        var kept = _queue.Take();

        Assert.Equal(Enumerable.Range(970, 30).Reverse().Select(d => (double)d), kept.Select(s => s.Deviation));
        Assert.Equal(970, _queue.Dropped);
    }

    [Fact]
    public void Offer_ManyAgreements_KeepsAUniformSample()
    {
        var kept = new List<double>();
        for (var round = 0; round < 200; round++)
        {
            for (var n = 0; n < 500; n++)
                Offer(Shadow, ShadowOutcome.Agreed, n, n);
            kept.AddRange(_queue.Take().Select(s => s.Deviation));
        }

        Assert.Equal(200 * ShadowSampleQueue.MaximumAgreements, kept.Count);
        // Five standard deviations of the mean of 3,000 even numbers up to 500.
        Assert.InRange(kept.Average(), 249.5 - 14, 249.5 + 14);
    }

    [Fact]
    public void Take_LongOutputsOfManyShadows_StaysBelowWhatTheHubTakesAndGivesEachItsTurn()
    {
        for (var shadow = 2; shadow < 6; shadow++)
        {
            for (var n = 0; n < 30; n++)
                Offer(Shadow with { Variant = $"v{shadow}" }, ShadowOutcome.Disagreed, n, n, new string('x', ShadowSample.MaximumOutputs));
        }

        var batch = _queue.Take();

        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(new ShadowSampleBatch(batch), ContractsJsonContext.Default.ShadowSampleBatch).Length, 1, TelemetryBatch.HubLimit);
        Assert.Equal(4, batch.Select(s => s.Variant).Distinct().Count());
        Assert.NotEmpty(_queue.Take());
    }

    [Fact]
    public async Task Send_WithoutAConnection_KeepsWhatWaits()
    {
        var time = new ManualTimeProvider();
        var contact = new ControlPlaneContact(time);
        var hub = new FakeHub();
        using var loop = new ShadowSampleLoop(_queue, contact, time, NullLogger<ShadowSampleLoop>.Instance);
        Offer(Shadow, ShadowOutcome.Disagreed, 1, 1);

        await loop.SendAsync();
        contact.Begin(new ActiveSession("s", hub));
        await loop.SendAsync();
        await loop.SendAsync();

        Assert.Equal(["1"], Assert.Single(hub.All<ShadowSampleBatch>()).Samples.Select(s => s.RequestId));
    }

    private void Offer(VariantKey shadow, ShadowOutcome outcome, double deviation, int n, string? outputs = null) => _queue.Offer(shadow, outcome, deviation, () => new ShadowSample
    {
        Endpoint = shadow.Endpoint,
        Variant = shadow.Variant,
        Version = shadow.Version,
        Champion = "v1",
        ChampionVersion = 1,
        RouteRevision = 1,
        RequestId = $"{n}",
        AnsweredAt = DateTimeOffset.UnixEpoch,
        Outcome = outcome,
        Deviation = deviation,
        ChampionOutputs = outputs,
        ShadowOutputs = outputs,
    });
}
