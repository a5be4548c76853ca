using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Rollouts;

public sealed class StartTests
{
    [Fact]
    public async Task Start_FileAndOptions_OptionsWin()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("canary.yaml"), "strategy: canary\nversions: [2]\nhold: 5m\nguards:\n  maximumErrorShare: 0.05\n");

        var sent = await SendAsync("start", "pets", "-f", folder.Combine("canary.yaml"), "--hold", "20s", "--steps", "5,12.5", "--set", "gate=true", "--set", "guards.minimumRequests=50");

        Assert.Equal(
            """POST /api/v1/endpoints/pets/rollouts {"strategy":"canary","versions":[2],"hold":"20s","guards":{"maximumErrorShare":0.05,"minimumRequests":50},"steps":[500,1250],"gate":true}""",
            sent);
    }

    [Fact]
    public async Task Start_Versions_MayBeRepeated() => Assert.Equal(
        """POST /api/v1/endpoints/pets/rollouts {"strategy":"bandit","versions":[2,3]}""", await SendAsync("start", "pets", "-s", "bandit", "-v", "2", "-v", "3"));

    [Fact]
    public async Task Start_FileThatIsNoYaml_SaysLineAndColumn()
    {
        var cli = new CliUnderTest { Network = () => new ScriptedServer(ScriptedServer.Gone()), Input = "strategy: canary\nstrategy: shadow\n" };

        var result = await cli.RunAsync("start", "pets", "-f", "-");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("-:2:1", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5,x")]
    [InlineData("5,120")]
    [InlineData("0.001")]
    public async Task Start_StepsThatAreNoShares_AreRefusedHere(string steps) =>
        Assert.Equal(ExitCode.Usage, (await CliUnderTest.Against(new ScriptedServer(ScriptedServer.Gone())).RunAsync("start", "pets", "-s", "canary", "--steps", steps)).Code);

    private static async Task<string> SendAsync(params string[] arguments)
    {
        var server = new ScriptedServer(ScriptedServer.Json(StatusTests.Rollout("pending")));
        (await CliUnderTest.Against(server).RunAsync(arguments)).Done();
        return Assert.Single(server.Asked);
    }
}
