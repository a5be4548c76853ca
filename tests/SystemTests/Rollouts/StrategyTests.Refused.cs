using ControlPlane.TestKit.Onnx;

namespace ControlPlane.SystemTests.Rollouts;

/// <content>Versions that agents cannot serve.</content>
public sealed partial class StrategyTests
{
    [Fact]
    [Trait("Fault", "F22")]
    public async Task Canary_VersionThatNoAgentCanLoad_WaitsWithTheAgentsOwnWordsAndMovesNobody()
    {
        await using var load = await ServeAsync("refused", OnnxModels.WithUnknownOperator());

        var id = await StartAsync("refused", new { strategy = "canary", versions = new[] { 2 }, hold = "60s" });
        var halted = await Api.WaitForPhaseAsync(id, Limit, "paused", "failed", "rolled-back");
        var pause = Assert.Single(halted.GetProperty("pauses").EnumerateArray());

        Assert.Equal("agent-refused", pause.GetProperty("code").GetString());
        Assert.Contains("cannot serve v2 (model_rejected): The runtime cannot load refused version 2", halted.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("This is an invalid model. Mend that and resume, or abort and register a version that agents can load.", halted.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await Api.CommandRolloutAsync(id, "abort");
        await Api.WaitForPhaseAsync(id, Limit, "aborted");
        await AssertAllServedByAsync("refused", 1);
        Assert.Empty(Failures(await load.StopAsync()));
    }
}
