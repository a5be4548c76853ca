using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Files;

/// <summary>Whose a field is, when a file says it and somebody clicks.</summary>
[Collection(RealControlPlane.Collection)]
public sealed class OwnerTests(RealControlPlane real)
{
    [Fact]
    public async Task Diff_FieldOfAFileThatWasClickedSince_SaysSo()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("clicked", more: "  eventClass: spam\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        var untouched = (await real.Cli.RunAsync("diff", "-f", folder.Path, "--all")).Done();
        (await real.Cli.RunAsync("endpoints", "put", "clicked", "--model", "adder", "--stable", "1", "--reason", "a click")).Done();

        var diff = await real.Cli.RunAsync("diff", "-f", folder.Path);
        var applied = (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        var after = await real.Cli.RunAsync("diff", "-f", folder.Path);

        Assert.DoesNotContain("another way", untouched.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Differs, diff.Code);
        Assert.Contains(diff.Output.Split('\n'), line => line.Contains("eventClass", StringComparison.Ordinal) && line.Contains("clicked.yaml:8:3, changed by another way since", StringComparison.Ordinal));
        Assert.Contains(": local user by api at ", diff.Output, StringComparison.Ordinal);
        Assert.Contains("eventClass was –, set by another way; the file has it again", applied.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, after.Code);
    }

    [Fact]
    public async Task Diff_FieldThatTheFileItselfChanged_IsNobodysClick()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("rewritten", more: "  eventClass: spam\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();
        await folder.WriteEndpointAsync("rewritten", more: "  eventClass: ham\n");

        var diff = await real.Cli.RunAsync("diff", "-f", folder.Path);

        Assert.Equal(ExitCode.Differs, diff.Code);
        Assert.DoesNotContain("another way", diff.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_ThingThatAnotherFileDeclaredOtherwise_SaysThatItChangesHands()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteAsync("a.yaml", "InferenceEndpoint", "handed", "  model: adder\n  stableVersion: 1\n  eventClass: spam\n");
        await folder.WriteAsync("b.yaml", "InferenceEndpoint", "handed", "  model: adder\n  stableVersion: 1\n  eventClass: ham\n");
        (await real.Cli.RunAsync("apply", "-f", folder.Combine("a.yaml"))).Done();

        var other = await real.Cli.RunAsync("diff", "-f", folder.Combine("b.yaml"));
        var same = await real.Cli.RunAsync("diff", "-f", folder.Combine("a.yaml"));

        Assert.Contains("a.yaml declared it otherwise at", other.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("otherwise", same.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Declarations_ShowsWhoSaidWhat()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("listed", "{team: vision}");
        (await real.Cli.RunAsync("apply", "-f", folder.Path)).Done();

        var list = (await real.Cli.RunAsync("list", "declarations", "-o", "json")).Done().Json.GetProperty("items").EnumerateArray().Single(d => d.GetProperty("name").GetString() == "listed");

        Assert.Equal("vision", list.GetProperty("labels").GetProperty("team").GetString());
        Assert.Equal("adder", list.GetProperty("spec").GetProperty("model").GetString());
        Assert.EndsWith("listed.yaml", list.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_WindowOfAnEndpointWhoseScheduleAnotherFileOwns_NamesBothPlaces()
    {
        using var folder = new TemporaryFolder();
        await folder.WriteEndpointAsync("two", more: "  schedule:\n    timeZone: UTC\n");
        await folder.WriteAsync("window.yaml", "FreezeWindow", "winter", "  endpoints: [two]\n  from: 2030-12-24T00:00:00Z\n  to: 2030-12-27T00:00:00Z\n  reason: holidays\n");

        var result = await new CliUnderTest().RunAsync("lint", "-f", folder.Path);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Contains("window.yaml:6:3: spec.endpoints name two, whose schedule", result.Output, StringComparison.Ordinal);
        Assert.Contains("two.yaml:8:3 owns whole", result.Output, StringComparison.Ordinal);
    }
}
