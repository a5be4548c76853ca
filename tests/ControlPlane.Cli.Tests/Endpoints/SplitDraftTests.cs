using System.Text.Json.Nodes;
using ControlPlane.Cli.Endpoints;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Tests.Endpoints;

public sealed class SplitDraftTests
{
    [Theory]
    [InlineData("2=10", "v1 8500, v2 1000, canary 500")]
    [InlineData("v2=10%", "v1 8500, v2 1000, canary 500")]
    [InlineData("canary=0.25", "v1 7975, v2 2000, canary 25")]
    [InlineData("2=0 3=0", "v1 10000, v2 0, canary 0")]
    [InlineData("4=1", "v1 7400, v2 2000, canary 500, v4 100")]
    [InlineData("1=50 2=50 3=0", "v1 5000, v2 5000, canary 0")]
    [InlineData("1=60 2=60", "v1 6000, v2 6000, canary 500")]
    public void Read_SharesThatAreNamed_RestGoesToTheStableVersion(string shares, string expected)
    {
        var body = SplitDraft.Read(Endpoint(), shares.Split(' ')).Value;

        Assert.Equal(expected, string.Join(", ", body["variants"]!.AsArray().Select(v => $"{v!["name"]} {v["weight"]}")));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2=101")]
    [InlineData("2=0.001")]
    [InlineData("nobody=5")]
    [InlineData("2=5 v2=6")]
    [InlineData("2=90 3=90")]
    public void Read_SharesThatCannotBe_AreRefusedBeforeAnythingIsSent(string shares) =>
        Assert.Equal(CliRefusals.Usage, SplitDraft.Read(Endpoint(), shares.Split(' ')).Refusal?.Code);

    private static JsonObject Endpoint() => JsonNode.Parse(
        """
        {"stableVersion":1,"variants":[
          {"name":"v1","version":1,"role":"champion","weight":7500},{"name":"v2","version":2,"role":"challenger","weight":2000},
          {"name":"canary","version":3,"role":"challenger","weight":500},{"name":"s","version":9,"role":"shadow","weight":0}]}
        """)!.AsObject();
}
