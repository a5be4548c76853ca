using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.Cli.Tests.Api;

/// <summary>Commands against a real control plane: what they send is what it takes.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class RealCommandsTests(RealControlPlane real)
{
    [Theory]
    [InlineData("list", "endpoints")]
    [InlineData("list", "models")]
    [InlineData("list", "rollouts")]
    [InlineData("list", "rollouts", "--endpoint", "adder")]
    [InlineData("list", "agents")]
    [InlineData("agents")]
    [InlineData("list", "templates")]
    [InlineData("list", "references", "adder")]
    [InlineData("list", "history", "adder")]
    [InlineData("list", "join-tokens")]
    [InlineData("audit", "list", "--kind", "endpoint", "--from", "-1h")]
    [InlineData("audit", "get", "1")]
    [InlineData("audit", "verify")]
    [InlineData("audit", "export", "--format", "csv")]
    [InlineData("backups")]
    [InlineData("webhooks", "list")]
    [InlineData("get", "endpoint", "adder")]
    [InlineData("get", "split", "adder")]
    [InlineData("get", "model", "adder")]
    [InlineData("get", "evidence", "adder")]
    [InlineData("get", "quality", "adder")]
    [InlineData("get", "drift", "adder")]
    [InlineData("get", "metrics", "adder", "--from", "-1m", "--step", "30s")]
    [InlineData("get", "routing-table", "adder")]
    [InlineData("models", "compare", "adder", "--left", "1", "--right", "2")]
    public async Task Command_ThatOnlyLooks_IsAnsweredInEachForm(params string[] arguments)
    {
        foreach (var format in new[] { "table", "json", "yaml" })
            (await real.Cli.RunAsync([.. arguments, "-o", format])).Done();
    }

    [Fact]
    public async Task Push_TheSameBytesTwice_IsTheSameVersion()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.Combine("m.onnx"), OnnxModels.AddConstant(7));

        var first = await real.Cli.RunAsync("models", "push", "pushed", folder.Combine("m.onnx"), "--description", "from CI", "--tag", "commit=abc", "--tag", "nightly", "-o", "json");
        var second = await real.Cli.RunAsync("models", "push", "pushed", folder.Combine("m.onnx"));

        Assert.Equal(1, first.Done().Json.GetProperty("number").GetInt32());
        Assert.Equal(["commit=abc", "nightly"], first.Json.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.StartsWith("Nothing to do", second.Done().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_MadeTriedAndDeleted_PrintsItsSecretOnce()
    {
        var made = (await real.Cli.RunAsync("webhooks", "put", "told", "--url", "http://127.0.0.1:9/hook", "--event", "drift.detected", "--disabled")).Done();
        var again = (await real.Cli.RunAsync("webhooks", "put", "told", "--event", "alias.moved", "--disabled", "-o", "json")).Done();
        var tried = (await real.Cli.RunAsync("webhooks", "test", "told", "-o", "json")).Done().Json.GetProperty("id").GetString()!;
        var delivery = (await real.Cli.RunAsync("webhooks", "delivery", "told", tried, "-o", "json")).Done().Json;
        (await real.Cli.RunAsync("webhooks", "replay", "told", tried)).Done();
        var listed = (await real.Cli.RunAsync("webhooks", "deliveries", "told")).Done().Output;
        (await real.Cli.RunAsync("webhooks", "delete", "told")).Done();

        Assert.Contains("whsec_", made.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", again.Output, StringComparison.Ordinal);
        Assert.Equal(["alias.moved"], again.Json.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("webhook.test", delivery.GetProperty("event").GetProperty("type").GetString());
        Assert.Contains("webhook.test", listed, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("webhooks", "get", "told")).Code);
    }

    [Fact]
    public async Task Push_FileThatIsNoModel_IsRefusedWithTheReason()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("m.onnx"), "no model");

        Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("models", "push", "broken", folder.Combine("m.onnx"))).Code);
        Assert.Equal(ExitCode.Usage, (await real.Cli.RunAsync("models", "push", "broken", folder.Combine("missing.onnx"))).Code);
    }

    [Fact]
    public async Task SetWeight_ThenRollBackThenUndo_MovesTheTraffic()
    {
        (await real.Cli.RunAsync("endpoints", "put", "moved", "--model", "adder", "--stable", "1", "--reason", "test")).Done();
        (await real.Cli.RunAsync("set-weight", "moved", "2=12.5", "--reason", "test")).Done();
        var split = (await real.Cli.RunAsync("get", "split", "moved")).Done().Output;
        var back = (await real.Cli.RunAsync("rollback", "moved", "--wait", "--reason", "test")).Done();
        (await real.Cli.RunAsync("undo", "moved")).Done();
        var gone = (await real.Cli.RunAsync("endpoints", "delete", "moved")).Done();

        Assert.Contains("12.5 %", split, StringComparison.Ordinal);
        Assert.Contains("100 %", back.Output, StringComparison.Ordinal);
        Assert.NotEmpty(gone.Output);
    }

    [Fact]
    public async Task SetWeight_OfAVersionThatDoesNotExist_SaysTheField()
    {
        var result = await real.Cli.RunAsync("set-weight", "adder", "9=10");

        Assert.Equal(ExitCode.Refused, result.Code);
        Assert.Contains("variants", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_AndJoinToken_AreMade()
    {
        var alias = (await real.Cli.RunAsync("models", "alias", "adder", "champion", "2")).Done();
        var token = (await real.Cli.RunAsync("join-tokens", "create", "--lifetime", "5m")).Done();

        Assert.Equal("adder@champion is version 2.", alias.Output.Trim());
        Assert.NotEmpty(token.Output.Trim());
    }

    [Fact]
    public async Task Template_MadeExtendedTriedAndDeleted_IsWhatTheFileSays()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("errors.yaml");
        await File.WriteAllTextAsync(file, "name: errors\nparameters:\n  - name: limit\n    type: number\n    default: 0.05\nchecks:\n  - metric: error-share\n    maximum: \"{{args.limit}}\"\n");

        (await real.Cli.RunAsync("templates", "create", "-f", file)).Done();
        var second = (await real.Cli.RunAsync("templates", "add-version", "errors", "-f", file)).Done();
        (await real.Cli.RunAsync("get", "template", "errors")).Done();
        (await real.Cli.RunAsync("get", "template-version", "errors", "2")).Done();
        (await real.Cli.RunAsync("templates", "try", "errors", "--endpoint", "adder", "--arg", "limit=0.1")).Done();
        (await real.Cli.RunAsync("templates", "delete", "errors")).Done();

        Assert.Equal("errors has version 2.", second.Output.Trim());
    }

    [Fact]
    public async Task Get_OfWhatIsNotThere_IsRefused()
    {
        foreach (var kind in new[] { "endpoint", "model", "agent", "template", "bandit", "rollout" })
            Assert.Equal(ExitCode.Refused, (await real.Cli.RunAsync("get", kind, "nothing")).Code);
    }
}
