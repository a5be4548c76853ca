using ControlPlane.TestKit;
using ControlPlane.Web.Hosting.Demo;

namespace ControlPlane.Web.Tests.Hosting.Demo;

public sealed class DemoTests
{
    [Fact]
    public void Addresses_OfTheUsualDemo_AreTheDocumentedOnes()
    {
        var options = new DemoOptions();

        var agents = DemoAddresses.OfAgents(options);

        Assert.Equal("http://127.0.0.1:5080/", DemoAddresses.OfControlPlane(options).ToString());
        Assert.Equal([5101, 5102, 5103], agents.Select(a => a.Rest.Port));
        Assert.Equal([5111, 5112, 5113], agents.Select(a => a.Grpc.Port));
        Assert.Equal([5121, 5122, 5123], agents.Select(a => a.Admin.Port));
    }

    [Fact]
    public void Addresses_OfTheLargestDemo_AreAllDifferent()
    {
        var options = new DemoOptions { Agents = 10, Port = 6300 };

        var ports = DemoAddresses.OfAgents(options).SelectMany(a => new[] { a.Rest.Port, a.Grpc.Port, a.Admin.Port }).Append(options.Port).ToList();

        Assert.Equal(31, ports.Distinct().Count());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(4, 8)]
    [InlineData(6, 30)]
    [InlineData(1_000, 30)]
    public void Delay_GrowsAndIsBounded(int shortRuns, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DemoChild.DelayAfter(shortRuns));

    [Fact]
    public void Find_AProgramOfTheBuild_IsBesideThisOnesFolder()
    {
        using var folder = new TemporaryFolder();
        var own = Directory.CreateDirectory(folder.Combine("bin", "ControlPlane.Web", "debug")).FullName;
        var agent = Directory.CreateDirectory(folder.Combine("bin", "Agent", "debug")).FullName;
        File.WriteAllText(Path.Combine(agent, "ControlPlane.Agent.dll"), "");

        var found = DemoProgram.Find(own + Path.DirectorySeparatorChar, "Agent", "ControlPlane.Agent");
        var missing = DemoProgram.Find(own + Path.DirectorySeparatorChar, "Demo", "ControlPlane.Demo");

        Assert.Equal(Path.Combine(agent, "ControlPlane.Agent.dll"), found.Value.Prefix.Single());
        Assert.Equal("program_not_found", missing.Refusal?.Code);
    }

    [Fact]
    public async Task Clear_RemovesWhatTheDemoKeptAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        var demo = new DemoFolder(folder.Path);
        Directory.CreateDirectory(demo.Agent("agent-1"));
        Directory.CreateDirectory(demo.ControlPlane);
        await File.WriteAllTextAsync(folder.Combine("notes.txt"), "mine");

        demo.Clear();

        Assert.Equal([folder.Combine("notes.txt")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Dispose_OfAProgramThatEndsWhenAsked_WaitsForItAndKeepsItsOutput()
    {
        using var folder = new TemporaryFolder();
        var log = folder.Combine("logs", "child.log");
        var child = ChildProcess.Start(new DemoProgram("/bin/sh", []), ["-c", "trap 'echo asked; exit 7' TERM; echo started; while :; do sleep 0.05; done"], log, TimeProvider.System);
        await WaitForLineAsync(log, "started");

        await child.DisposeAsync();

        Assert.Equal(["started", "asked"], await File.ReadAllLinesAsync(log));
    }

    [Fact]
    public async Task Run_AProgramThatEnds_StartsItAgainWithAMessageAndStopsWhenCancelled()
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        using var cancellation = new CancellationTokenSource();
        var starts = 0;
        var child = new DemoChild
        {
            Name = "agent-1",
            Program = new DemoProgram("/bin/sh", []),
            LogFile = folder.Combine("agent-1.log"),
            Arguments = async token =>
            {
                if (++starts == 3)
                    await cancellation.CancelAsync();
                return ["-c", "exit 3"];
            },
        };
        var clock = new TestKit.Time.ManualTimeProvider();

        var running = child.RunAsync(output, clock, cancellation.Token);
        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await running;
        Assert.Equal(3, starts);
        Assert.StartsWith("agent-1 ended with code 3 and is started again", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task WaitForLineAsync(string file, string line)
    {
        while (true)
        {
            if (File.Exists(file))
            {
                using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
                if ((await reader.ReadToEndAsync()).Contains(line, StringComparison.Ordinal))
                    return;
            }

            await Task.Yield();
        }
    }
}
