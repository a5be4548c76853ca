using System.Text.Json.Nodes;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Cli.Tests.Hosting;

namespace ControlPlane.Cli.Tests.Output;

public sealed class OutputTests
{
    private const string Escape = "\u001b[";

    private static readonly string Rollouts = $$"""{"items":[{{Tests.Rollouts.StatusTests.Rollout("rolled-back")}}],"next":null}""";

    [Fact]
    public async Task List_IntoAFile_HasNoColourAndOneLinePerItem()
    {
        var result = await RunAsync(width: null, noColour: null);

        Assert.DoesNotContain(Escape, result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("p99 is 80 ms of 50 ms allowed.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnATerminal_IsColoured() => Assert.Contains(Escape, (await RunAsync(width: 200, noColour: null)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task List_OnATerminalWithNoColor_IsNot() => Assert.DoesNotContain(Escape, (await RunAsync(width: 200, noColour: "1")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task List_OnANarrowTerminal_BreaksTheSentenceAndNotTheId()
    {
        var result = await RunAsync(width: 120, noColour: "1");

        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains(Tests.Rollouts.StatusTests.Id, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnATerminalThatIsTooNarrow_LeavesNothingOut() =>
        Assert.Contains("p99 is", (await RunAsync(width: 60, noColour: "1")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task List_OfNothing_SaysWhatToDoNext()
    {
        var result = await CliUnderTest.Against(new ScriptedServer(ScriptedServer.Json("""{"items":[],"next":null}"""))).RunAsync("list", "models");

        Assert.Empty(result.Done().Output);
        Assert.Contains("controlplane models push", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfSeveralPages_FollowsTheCursor()
    {
        var server = new ScriptedServer(ScriptedServer.Json("""{"items":[{"name":"a"}],"next":"YQ"}"""), ScriptedServer.Json("""{"items":[{"name":"b"}],"next":null}"""));

        var result = await CliUnderTest.Against(server).RunAsync("list", "models", "-o", "json");

        Assert.Equal(["a", "b"], result.Done().Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
        Assert.Equal(["GET /api/v1/models?limit=200", "GET /api/v1/models?limit=199&cursor=YQ"], server.Asked);
    }

    [Theory]
    [InlineData("""{"a":"true","b":true,"c":"12","d":12,"e":1.5,"f":null,"g":"","h":"null"}""")]
    [InlineData("""{"a":"x: y # z","b":"- item","c":"line one\nline two","d":" padded ","e":"{{args.limit}}","f":"#1","g":"@b","h":"*"}""")]
    [InlineData("""{"list":[],"empty":{},"nested":[{"x":[1,2]},{"y":"2026-01-31T12:00:00Z"}],"größe":"Löwe"}""")]
    [InlineData("""{"a":"1e3","b":"0x10","c":"~","d":"yes","e":"'","f":"\"","g":"\t","h":"last\n"}""")]
    public void Yaml_OfAnyJson_ReadsBackAsTheSame(string json)
    {
        var yaml = YamlText.Of(JsonNode.Parse(json));

        Assert.Equal(JsonNode.Parse(json)!.ToJsonString(), YamlReader.Read(yaml).Single().Value!.ToJsonString());
    }

    private static Task<CliResult> RunAsync(int? width, string? noColour)
    {
        var server = new ScriptedServer(ScriptedServer.Json(Rollouts));
        var cli = new CliUnderTest { Network = () => server, TerminalWidth = width };
        if (noColour is not null)
            cli.Variables[CliSurroundings.NoColourVariable] = noColour;
        return cli.RunAsync("list", "rollouts");
    }
}
