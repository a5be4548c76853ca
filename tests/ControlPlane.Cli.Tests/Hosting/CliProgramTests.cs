using System.Net;
using ControlPlane.Cli.Hosting;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Cli.Tests.Hosting;

public sealed class CliProgramTests
{
    private const string Refusal =
        """{"code":"split_invalid","detail":"variants[1].weight: is 12000; use 0 to 10,000.","errors":[{"field":"variants[1].weight","problem":"is 12000","remedy":"use 0 to 10,000"}]}""";

    [Fact]
    public async Task Run_ControlPlaneRefuses_SaysSentenceFieldAndRemedy()
    {
        var server = new ScriptedServer(ScriptedServer.Problem(Refusal, HttpStatusCode.BadRequest));

        var result = await CliUnderTest.Against(server).RunAsync("get", "endpoint", "pets");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Empty(result.Output);
        Assert.Contains("Refused: variants[1].weight: is 12000; use 0 to 10,000.", result.Error, StringComparison.Ordinal);
        Assert.Contains("→ use 0 to 10,000", result.Error, StringComparison.Ordinal);
        Assert.Contains("code: split_invalid", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ControlPlaneRefusesAProgram_TellsTheSameAsJson()
    {
        var server = new ScriptedServer(ScriptedServer.Problem(Refusal, HttpStatusCode.BadRequest));

        var result = await CliUnderTest.Against(server).RunAsync("get", "endpoint", "pets", "-o", "json");

        Assert.Equal("split_invalid", (result with { Output = result.Error }).Json.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Run_NobodyListens_IsUnreachable()
    {
        var result = await new CliUnderTest().RunAsync("list", "models", "--server", $"http://127.0.0.1:{FreePort.Next()}");

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.Contains("server_unreachable", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ControlPlaneFails_IsUnreachable() =>
        Assert.Equal(ExitCode.Unreachable, (await CliUnderTest.Against(new ScriptedServer(ScriptedServer.Problem("{}", HttpStatusCode.InternalServerError))).RunAsync("list", "models")).Code);

    [Fact]
    public async Task Run_SomethingElseAnswers_SaysSo()
    {
        var server = new ScriptedServer(() => new HttpResponseMessage { Content = new StringContent("<html>", null, "text/html") });

        var result = await CliUnderTest.Against(server).RunAsync("list", "models");

        Assert.Equal(ExitCode.Unreachable, result.Code);
        Assert.Contains("not_a_control_plane", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("list")]
    [InlineData("get", "endpoint")]
    [InlineData("list", "models", "--limit", "0")]
    [InlineData("list", "models", "-o", "xml")]
    [InlineData("status", "pets", "--wait", "--timeout", "soon")]
    [InlineData("list", "models", "--server", "ftp://somewhere")]
    public async Task Run_CommandLineCannotBeUnderstood_SendsNothing(params string[] arguments)
    {
        var server = new ScriptedServer(ScriptedServer.Json("{}"));

        var result = await CliUnderTest.Against(server).RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.NotEmpty(result.Error);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Run_ServerOptionAndVariable_OptionWins()
    {
        var cli = CliUnderTest.Against(new ScriptedServer(ScriptedServer.Gone()));
        cli.Variables[CliSurroundings.ServerVariable] = "http://variable.example:1";

        var byOption = await cli.RunAsync("list", "models", "--server", "http://option.example:1");
        var byVariable = await cli.RunAsync("list", "models");

        Assert.Contains("option.example", byOption.Error, StringComparison.Ordinal);
        Assert.Contains("variable.example", byVariable.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_InterruptedWhileItWaits_EndsWith130()
    {
        using var interrupt = new CancellationTokenSource();
        var server = new ScriptedServer(() =>
        {
            interrupt.Cancel();
            return ScriptedServer.Json(Rollouts.StatusTests.Rollout("progressing"))();
        });

        var result = await CliUnderTest.Against(server).RunAsync(interrupt.Token, "status", Rollouts.StatusTests.Id, "--wait");

        Assert.Equal(ExitCode.Interrupted, result.Code);
    }

    [Fact]
    public async Task Run_WithAnIdempotencyKey_SendsItWithPostsOnly()
    {
        var keys = new List<string?>();
        var server = new RecordingServer(request => keys.Add(request.Headers.TryGetValues("Idempotency-Key", out var values) ? values.Single() : null));
        var cli = new CliUnderTest { Network = () => server };

        await cli.RunAsync("pause", Rollouts.StatusTests.Id, "--idempotency-key", "job-7");
        await cli.RunAsync("get", "endpoint", "pets", "--idempotency-key", "job-7");

        Assert.Equal(["job-7", null], keys);
    }

    private sealed class RecordingServer(Action<HttpRequestMessage> record) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            record(request);
            return Task.FromResult(ScriptedServer.Json(Rollouts.StatusTests.Rollout("paused"))());
        }
    }
}
