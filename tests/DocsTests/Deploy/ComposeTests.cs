using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>The compose file, read without Docker: it names only targets, settings, ports, files and volumes that are there.</summary>
public sealed class ComposeTests
{
    private static readonly Dictionary<object, object?> Compose = YamlText.DocumentsOf(Repository.Read("deploy/compose.yaml"))[0];

    private static readonly IReadOnlyDictionary<string, object?> Own =
        YamlText.MapAt(Compose, "services").Where(s => YamlText.At(s.Value, "build") is not null).ToDictionary(s => (string)s.Key, s => s.Value);

    [Fact]
    public void Services_OfOurs_AreOneControlPlaneAndThreeAgents() =>
        Assert.Equal(["agent-1", "agent-2", "agent-3", "control-plane"], Own.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Services_OfOurs_AreBuiltFromTargetsOfTheDockerfile() =>
        Assert.All(Own.Values, s => Assert.Contains((string)YamlText.At(s, "build", "target")!, Dockerfile.Stages.Select(t => t.Name)));

    [Fact]
    public void Services_OfOurs_WriteToTheirVolumeAndNowhereElse()
    {
        foreach (var service in Own.Values)
        {
            Assert.Equal(true, YamlText.At(service, "read_only"));
            Assert.Equal(["ALL"], YamlText.ListAt(service, "cap_drop"));
            Assert.EndsWith(":/data", (string)Assert.Single(YamlText.ListAt(service, "volumes"))!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Variables_OfOurs_AreReadByTheirProgram() =>
        Assert.All(Own.Values.SelectMany(s => YamlText.MapAt(s, "environment").Keys), name => Assert.True(KnownVariables.IsKnown((string)name), $"{name} is no setting of either program."));

    [Fact]
    public void Ports_OfOurs_AreOpenToThisMachineAndListenedOn()
    {
        foreach (var service in Own.Values)
        {
            var open = Dockerfile.StageOf((string)YamlText.At(service, "build", "target")!).Ports;
            Assert.All(YamlText.ListAt(service, "ports"), p =>
            {
                Assert.StartsWith("127.0.0.1:", (string)p!, StringComparison.Ordinal);
                Assert.Contains(((string)p!).Split(':')[^1], open);
            });
        }
    }

    [Fact]
    public void Files_ThatAreMounted_AreInTheRepository()
    {
        var mounted = YamlText.MapAt(Compose, "services").Values.SelectMany(s => YamlText.ListAt(s, "volumes")).Select(v => ((string)v!).Split(':')[0]).Where(v => v.StartsWith("./", StringComparison.Ordinal));

        Assert.All(mounted, path => Assert.True(Path.Exists(Repository.PathOf($"deploy/{path}")), $"deploy/{path} is not there."));
    }

    [Fact]
    public void Volumes_ThatAreNamed_AreDeclaredAndUsed()
    {
        var used = YamlText.MapAt(Compose, "services").Values.SelectMany(s => YamlText.ListAt(s, "volumes")).Select(v => ((string)v!).Split(':')[0]).Where(v => !v.StartsWith("./", StringComparison.Ordinal));

        Assert.Equal(YamlText.MapAt(Compose, "volumes").Keys.Cast<string>().Order(StringComparer.Ordinal), used.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Prometheus_OfTheCompose_AsksServicesThatAreThere()
    {
        var targets = YamlText.ListAt(YamlText.DocumentsOf(Repository.Read("deploy/prometheus/compose.yml"))[0], "scrape_configs")
            .SelectMany(j => YamlText.ListAt(j, "static_configs")).SelectMany(c => YamlText.ListAt(c, "targets")).Select(t => ((string)t!).Split(':')).ToList();

        Assert.Equal(Own.Keys.Order(StringComparer.Ordinal), targets.Select(t => t[0]).Order(StringComparer.Ordinal));
        Assert.All(targets, t => Assert.Contains(t[1], Dockerfile.StageOf((string)YamlText.At(Own[t[0]], "build", "target")!).Ports));
    }
}
