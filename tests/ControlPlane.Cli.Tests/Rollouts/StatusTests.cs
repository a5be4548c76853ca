using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;

namespace ControlPlane.Cli.Tests.Rollouts;

public sealed class StatusTests
{
    public const string Id = "0198c0de0000700080000000000000aa";

    public static string Rollout(string phase, int step = 1) =>
        $$"""{"id":"{{Id}}","endpoint":"pets","strategy":"canary","phase":"{{phase}}","reason":"p99 is 80 ms of 50 ms allowed.","step":{{step}},"steps":[{"index":0},{"index":1},{"index":2}],"versions":[2]}""";

    [Theory]
    [InlineData("succeeded", (int)ExitCode.Done)]
    [InlineData("rolled-back", (int)ExitCode.NotSucceeded)]
    [InlineData("aborted", (int)ExitCode.NotSucceeded)]
    [InlineData("superseded", (int)ExitCode.NotSucceeded)]
    [InlineData("failed", (int)ExitCode.NotSucceeded)]
    public async Task Status_WaitsForTheEnd_ExitSaysHow(string phase, int expected)
    {
        var result = await RunAsync(["--wait"], Rollout("progressing"), Rollout("progressing", 2), Rollout("paused", 2), Rollout(phase, 2));

        Assert.Equal((ExitCode)expected, result.Code);
        Assert.Contains(phase, result.Output, StringComparison.Ordinal);
        Assert.Equal(4, result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Status_OfOneUnderWay_IsDoneAtOnce() => Assert.Equal(ExitCode.Done, (await RunAsync([], Rollout("rolling-back"))).Code);

    [Fact]
    public async Task Status_OfOneThatWasTakenBack_SaysSoWithoutWaiting() => Assert.Equal(ExitCode.NotSucceeded, (await RunAsync([], Rollout("rolled-back"))).Code);

    [Fact]
    public async Task Status_PhaseOfANewerControlPlane_IsNoEnd() => Assert.Equal(ExitCode.TimedOut, (await RunAsync(["--wait", "--timeout", "3s"], Rollout("meditating"))).Code);

    [Fact]
    public async Task Status_LongerThanItsTimeout_ExitsWithItsOwnCode()
    {
        var result = await RunAsync(["--wait", "--timeout", "10s"], Rollout("paused"));

        Assert.Equal(ExitCode.TimedOut, result.Code);
        Assert.Contains("After 10 s the rollout", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_ControlPlaneRestartsMeanwhile_WaitsForIt()
    {
        var server = new ScriptedServer(ScriptedServer.Json(Rollout("progressing")), ScriptedServer.Gone(), ScriptedServer.Gone(), ScriptedServer.Json(Rollout("succeeded")));

        var result = await new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync("status", Id, "--wait");

        Assert.Equal(ExitCode.Done, result.Code);
    }

    [Fact]
    public async Task Status_ControlPlaneStaysAway_IsUnreachableAfterHalfAMinute()
    {
        var server = new ScriptedServer(ScriptedServer.Json(Rollout("progressing")), ScriptedServer.Gone());

        var result = await new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync("status", Id, "--wait");

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.InRange(server.Asked.Count, 30, 33);
    }

    [Fact]
    public async Task Status_OfAnEndpoint_IsOfItsNewestRollout()
    {
        var server = new ScriptedServer(ScriptedServer.Json($$"""{"items":[{{Rollout("progressing")}}],"next":"x"}"""), ScriptedServer.Json(Rollout("succeeded")));

        var result = await CliUnderTest.Against(server).RunAsync("status", "pets");

        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Equal(["GET /api/v1/endpoints/pets/rollouts?limit=1", $"GET /api/v1/rollouts/{Id}"], server.Asked);
    }

    [Fact]
    public async Task Status_OfAnEndpointWithoutRollouts_IsRefused() =>
        Assert.Equal(ExitCode.Refused, (await CliUnderTest.Against(new ScriptedServer(ScriptedServer.Json("""{"items":[],"next":null}"""))).RunAsync("status", "pets")).Code);

    [Fact]
    public async Task Watch_ForAProgram_IsOneDocumentPerLine()
    {
        var server = new ScriptedServer(ScriptedServer.Json(Rollout("progressing")), ScriptedServer.Json(Rollout("progressing")), ScriptedServer.Json(Rollout("rolled-back")));

        var result = await new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync("watch", Id, "-o", "json");

        Assert.Equal(ExitCode.NotSucceeded, result.Code);
        var phases = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (result with { Output = line }).Json.GetProperty("phase").GetString());
        Assert.Equal(["progressing", "rolled-back"], phases);
    }

    [Fact]
    public async Task Promote_Full_IsTheOtherVerb()
    {
        var server = new ScriptedServer(ScriptedServer.Json(Rollout("promoting")));

        await CliUnderTest.Against(server).RunAsync("promote", Id, "--full", "--reason", "enough seen");

        Assert.Equal([$$"""POST /api/v1/rollouts/{{Id}}/promote-full {"reason":"enough seen"}"""], server.Asked);
    }

    private static Task<CliResult> RunAsync(string[] options, params string[] answers)
    {
        var server = new ScriptedServer([.. answers.Select(a => ScriptedServer.Json(a))]);
        return new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync(["status", Id, .. options]);
    }
}
