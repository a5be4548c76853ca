using System.Text.RegularExpressions;
using ControlPlane.TestKit.Documents;

namespace ControlPlane.DocsTests.Deploy;

/// <summary>The Helm chart, drawn without Helm and without a cluster: what comes out is YAML, hardened, and names only what the programs know.</summary>
public sealed partial class ChartTests
{
    private const string Folder = "deploy/helm/controlplane";
    private static readonly string[] Workloads = ["StatefulSet"];
    private static readonly string[] Writable = ["/data", "/artifacts"];
    private static readonly string[] HealthPaths = ["/livez", "/readyz"];

    // Everything that has an else or an if of its own.
    private const string EverythingSet = """
        nameOverride: models
        image: {pullPolicy: Always, pullSecrets: [{name: registry}]}
        controlPlane:
          image: example.org/control-plane
          tag: "1"
          replicas: 2
          port: 6080
          allowedHosts: models.example.org
          database: {existingSecret: database, key: address}
          artifacts: {existingClaim: models}
          settings: {CONTROLPLANE__Rollout__Hold: "00:10:00"}
          settingsSecret: sources
          storage: {size: 1Gi, className: fast}
          resources: {}
          nodeSelector: {disk: ssd}
          tolerations: [{operator: Exists}]
          affinity: {nodeAffinity: {}}
        agents:
          image: example.org/agent
          tag: "1"
          replicas: 2
          pool: staging
          ports: {rest: 6101, grpc: 6111, admin: 6121}
          joinTokens: [first, second]
          settings: {AGENT__WhenIsolated: freeze}
          storage: {size: 1Gi, className: fast}
          resources: {}
          maxUnavailable: 1
          nodeSelector: {disk: ssd}
          tolerations: [{operator: Exists}]
          affinity: {nodeAffinity: {}}
        """;

    private static string Usual => Repository.Read($"{Folder}/values.yaml");

    public static TheoryData<string> Values => [Usual, EverythingSet];

    [Theory]
    [MemberData(nameof(Values))]
    public void Containers_OfEveryWorkload_RunWithoutRightsOnAReadOnlyRoot(string values)
    {
        foreach (var workload in Draw(values).Where(d => Workloads.Contains(d["kind"])))
        {
            var pod = YamlText.At(workload, "spec", "template", "spec");
            Assert.Equal(true, YamlText.At(pod, "securityContext", "runAsNonRoot"));
            Assert.Equal("RuntimeDefault", YamlText.At(pod, "securityContext", "seccompProfile", "type"));
            var container = Assert.Single(YamlText.ListAt(pod, "containers"));
            Assert.Equal(true, YamlText.At(container, "securityContext", "readOnlyRootFilesystem"));
            Assert.Equal(false, YamlText.At(container, "securityContext", "allowPrivilegeEscalation"));
            Assert.Equal(["ALL"], YamlText.ListAt(container, "securityContext", "capabilities", "drop"));
            Assert.All(YamlText.ListAt(container, "volumeMounts").Where(m => YamlText.At(m, "readOnly") is not true), m => Assert.Contains(YamlText.At(m, "mountPath"), Writable));
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Variables_OfEveryContainer_AreReadByItsProgram(string values) =>
        Assert.All(VariablesOf(values), name => Assert.True(KnownVariables.IsKnown(name), $"{name} is no setting of either program."));

    [Theory]
    [MemberData(nameof(Values))]
    public void Probes_OfEveryContainer_AskAPortAndAPathThatAreThere(string values)
    {
        foreach (var container in Draw(values).SelectMany(d => YamlText.ListAt(d, "spec", "template", "spec", "containers")))
        {
            var ports = YamlText.ListAt(container, "ports").Select(p => YamlText.At(p, "name")).ToHashSet();
            foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            {
                Assert.Contains(YamlText.At(container, probe, "httpGet", "path"), HealthPaths);
                Assert.Contains(YamlText.At(container, probe, "httpGet", "port"), ports);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Selectors_OfServicesAndWorkloads_MatchThePodsOfOneWorkload(string values)
    {
        var documents = Draw(values);
        var pods = documents.Where(d => Workloads.Contains(d["kind"])).Select(d => YamlText.MapAt(d, "spec", "template", "metadata", "labels")).ToList();
        var selectors = documents.Where(d => d["kind"] is not "Secret").Select(d => d["kind"] is "Service" ? YamlText.MapAt(d, "spec", "selector") : YamlText.MapAt(d, "spec", "selector", "matchLabels"));

        Assert.All(selectors, s => Assert.Single(pods, p => s.All(l => Equals(p.GetValueOrDefault(l.Key), l.Value))));
    }

    [Fact]
    public void JoinTokens_ThatAreGiven_AreFilesByTheNameOfTheirPod()
    {
        var documents = Draw(EverythingSet);
        var secret = documents.Single(d => d["kind"] is "Secret");
        var agent = documents.Single(d => d["kind"] is "StatefulSet" && YamlText.At(d, "metadata", "name") is "models-agent");

        Assert.Equal(["models-agent-0.json", "models-agent-1.json"], YamlText.MapAt(secret, "stringData").Keys);
        Assert.Equal("""{"Agent": {"JoinToken": "second"}}""", YamlText.At(secret, "stringData", "models-agent-1.json"));
        Assert.Contains(YamlText.ListAt(agent, "spec", "template", "spec", "containers").SelectMany(c => YamlText.ListAt(c, "volumeMounts")), m => YamlText.At(m, "subPathExpr") is "$(POD_NAME).json");
    }

    [Fact]
    public void Schema_OfTheValues_KnowsEachOfThemAndNoOther()
    {
        var schema = YamlText.DocumentsOf(Repository.Read($"{Folder}/values.schema.json"))[0];

        Assert.Equal(KeysOf(YamlText.DocumentsOf(Usual)[0]).Append("global").Order(StringComparer.Ordinal), PropertiesOf(schema).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Values_OfTheChart_AreAllUsed()
    {
        var templates = string.Concat(Files().Select(f => f.Text));

        Assert.All(KeysOf(YamlText.DocumentsOf(Usual)[0]), key => Assert.Contains($".Values.{key}", templates, StringComparison.Ordinal));
    }

    [Fact]
    public void Template_ThatNamesAValueThatIsNotThere_IsRefused() =>
        Assert.Throws<KeyNotFoundException>(() => ChartTemplate.Render("a: {{ .Values.agents.prots.rest }}", ScopeOf(Usual)));

    [Theory]
    [InlineData("a:\n  {{- if .Values.nameOverride }}\n  b: 1\n  {{- else }}\n  c: 2\n  {{- end }}\n", "a:\n  c: 2\n")]
    [InlineData("{{ range $k, $v := .Values.agents.ports }}{{ $k }}={{ $v }} {{ end }}", "rest=5101 grpc=5111 admin=5121 ")]
    [InlineData("{{ printf \"%s:%v\" \"x\" .Values.controlPlane.port | quote }}", "\"x:5080\"")]
    [InlineData("{{ with .Values.agents.affinity }}x{{ else }}{{ include \"controlplane.name\" . }}{{ end }}", "try")]
    public void Render_OfWhatTheChartUses_IsAsHelmDoesIt(string template, string expected) => Assert.Equal(expected, ChartTemplate.Render(template, ScopeOf(Usual)));

    private static IEnumerable<string> VariablesOf(string values) => Draw(values)
        .SelectMany(d => YamlText.ListAt(d, "spec", "template", "spec", "containers")).SelectMany(c => YamlText.ListAt(c, "env")).Select(e => (string)YamlText.At(e, "name")!);

    private static List<Dictionary<object, object?>> Draw(string values) =>
        [.. Files().Where(f => f.Name.EndsWith(".yaml", StringComparison.Ordinal)).SelectMany(f => YamlText.DocumentsOf(ChartTemplate.Render(f.Text, ScopeOf(values))))];

    private static IEnumerable<(string Name, string Text)> Files() =>
        Directory.EnumerateFiles(Repository.PathOf($"{Folder}/templates")).Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f)));

    private static ChartScope ScopeOf(string values)
    {
        var chart = YamlText.DocumentsOf(Repository.Read($"{Folder}/Chart.yaml"))[0];
        var root = new Dictionary<object, object?>
        {
            ["Values"] = YamlText.DocumentsOf(values)[0],
            ["Release"] = new Dictionary<object, object?> { ["Name"] = "try", ["Service"] = "Helm" },
            ["Chart"] = new Dictionary<object, object?> { ["AppVersion"] = chart["appVersion"] },
        };
        return ChartScope.Of(root, ChartTemplate.DefinitionsOf(Repository.Read($"{Folder}/templates/_names.tpl")));
    }

    // Leaves of the values, and mappings whose keys are free.
    private static IEnumerable<string> KeysOf(Dictionary<object, object?> values, string path = "") => values.SelectMany(v =>
        v.Value is Dictionary<object, object?> { Count: > 0 } inner && !FreeMapping().IsMatch($"{v.Key}") ? KeysOf(inner, $"{path}{v.Key}.") : [$"{path}{v.Key}"]);

    private static IEnumerable<string> PropertiesOf(Dictionary<object, object?> schema, string path = "", object? root = null) => YamlText.MapAt(schema, "properties").SelectMany(p =>
    {
        var inner = YamlText.At(p.Value, "$ref") is "#/definitions/storage" ? YamlText.MapAt(root ?? schema, "definitions", "storage") : (Dictionary<object, object?>)p.Value!;
        return YamlText.MapAt(inner, "properties").Count > 0 ? PropertiesOf(inner, $"{path}{p.Key}.", root ?? schema) : [$"{path}{p.Key}"];
    });

    [GeneratedRegex("^(resources|settings|nodeSelector|affinity)$")]
    private static partial Regex FreeMapping();
}
