using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>The Dockerfile as far as it can be judged without an engine; that its commands run and what they make starts is a system test.</summary>
public sealed class DockerfileTests
{
    public static TheoryData<string, string> Targets => new() { { "control-plane", "ControlPlane.Web" }, { "agent", "ControlPlane.Agent" } };

    [Fact]
    public void Images_OfBothPrograms_StandOnAChiselledBaseWithoutRights()
    {
        var program = Dockerfile.StageOf("program");

        Assert.EndsWith("-chiseled", program.Base, StringComparison.Ordinal);
        Assert.Equal(["1654:1654"], program.Of("USER"));
        Assert.Equal(["/data"], program.Of("VOLUME"));
        Assert.DoesNotContain(Dockerfile.Stages.Where(s => s.Name is "program" or "control-plane" or "agent"), s => s.Of("RUN").Any());
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Image_OfAProgram_StandsOnTheSameBaseAndStartsIt(string target, string program)
    {
        var stage = Dockerfile.StageOf(target);

        Assert.Equal("program", stage.Base);
        Assert.Equal([$"[\"/app/{program}\"]"], stage.Of("ENTRYPOINT"));
        Assert.All(stage.Variables.Keys, name => Assert.True(KnownVariables.IsKnown(name), $"{name} is no setting of either program."));
        Assert.Equal(stage.Ports, stage.Variables.Values.Where(v => v.StartsWith("http", StringComparison.Ordinal)).Select(v => $"{new Uri(v).Port}"));
    }

    [Fact]
    public void Commands_OfTheBuild_NameProjectsThatAreThere()
    {
        var projects = Dockerfile.StageOf("build").Of("RUN").SelectMany(r => r.Split(' ')).Where(w => w.EndsWith(".csproj", StringComparison.Ordinal)).Distinct().ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.True(File.Exists(Repository.PathOf(p)), $"{p} is not there."));
    }
}
