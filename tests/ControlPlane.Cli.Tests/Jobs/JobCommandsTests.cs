using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Jobs;

public sealed class JobCommandsTests
{
    [Theory]
    [InlineData("succeeded", (int)ExitCode.Done)]
    [InlineData("failed", (int)ExitCode.NotSucceeded)]
    [InlineData("cancelled", (int)ExitCode.NotSucceeded)]
    public async Task Watch_UntilTheEnd_ShowsABarPerChangeAndExitSaysHow(string phase, int expected)
    {
        var server = new ScriptedServer(
            ScriptedServer.Json(Job("running", 0)), ScriptedServer.Json(Job("running", 500)), ScriptedServer.Gone(), ScriptedServer.Json(Job("running", 500)), ScriptedServer.Json(Job(phase, 1_000)));

        var result = await new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync("jobs", "watch", "j1");

        Assert.Equal((ExitCode)expected, result.Code);
        Assert.Equal(
        [
            "[------------------------------]   0 %  0 of 1,000 rows, 2 broken",
            "[###############---------------]  50 %  500 of 1,000 rows, 2 broken",
            "[##############################] 100 %  1,000 of 1,000 rows, 2 broken",
        ], result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')));
        Assert.Contains(phase, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_LongerThanItsTimeout_ExitsWithItsOwnCode()
    {
        var server = new ScriptedServer(ScriptedServer.Json(Job("running", 0)));

        var result = await new CliUnderTest { Network = () => server, Clock = new LeapingClock() }.RunAsync("jobs", "watch", "j1", "--timeout", "5s");

        Assert.Equal(ExitCode.TimedOut, result.Code);
    }

    [Fact]
    public async Task Start_Options_AreTheQuerysAndTheFileIsTheBody()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("rows.csv");
        await File.WriteAllTextAsync(file, "id,a\n1,2\n");
        var server = new ScriptedServer(ScriptedServer.Json(Job("running", 0), System.Net.HttpStatusCode.Created));

        var result = await CliUnderTest.Against(server).RunAsync(
            "jobs", "start", "pets", file, "--key", "id", "--columns", "x:a,b", "--columns", "y:c", "--version", "2", "--store", "--every", "6h", "--on-promotion", "--broken-limit", "0.1");

        Assert.Equal(ExitCode.Done, result.Code);
        Assert.Equal(
            "POST /api/v1/endpoints/pets/jobs?key=id&brokenLimit=0.1&every=6h&columns=x%3Aa%2Cb&columns=y%3Ac&version=2&name=rows.csv&store=true&onPromotion=true id,a\n1,2\n",
            server.Asked.Single());
    }

    private static string Job(string phase, int done) =>
        $$"""{"id":"j1","endpoint":"pets","version":1,"phase":"{{phase}}","reason":"because","rows":1000,"rowsDone":{{done}},"brokenRows":2}""";
}
