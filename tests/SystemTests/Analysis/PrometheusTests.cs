using System.Globalization;
using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Analysis;

/// <summary>A real Prometheus scrapes a real agent, and canaries are judged by what it says. Skips in words where Prometheus is not installed.</summary>
public sealed class PrometheusTests
{
    private const string Kept = TwoVersions.Endpoint;
    private const string Broken = "broken";
    private const string Blind = "blind";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [PrometheusFact]
    public async Task Canaries_JudgedByPrometheus_PassFailAndPauseWhenItIsGone()
    {
        using var folder = new TemporaryFolder();
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        await installation.Api.PutEndpointAsync(Broken, TwoVersions.Endpoint, 1);
        await installation.Api.PutEndpointAsync(Blind, TwoVersions.Endpoint, 1);
        await installation.WaitUntilConvergedAsync();
        await using var kept = Load(installation, Kept);
        await using var broken = Load(installation, Broken);
        await using var blind = Load(installation, Blind);
        var port = FreePort.Next();
        await using var prometheus = await StartAsync(folder, installation.Agents[0].Admin, port);
        await installation.Api.SendAsync(HttpMethod.Post, "analysis-templates", Template(port));

        var within = await StartAsync(installation, Kept, limit: 100_000, hold: "6s");
        var beyond = await StartAsync(installation, Broken, limit: -100_000, hold: "2s");
        var unseen = await StartAsync(installation, Blind, limit: 100_000, hold: "5m");
        var compared = await ComparedAsync(installation, within);
        var table = await installation.Api.GetAsync($"endpoints/{Kept}/routing-table");
        var failed = await installation.Api.WaitForPhaseAsync(beyond, Limit, "rolling-back", "rolled-back");
        var passed = await installation.Api.WaitForPhaseAsync(within, Limit, "succeeded", "paused", "rolled-back");

        Assert.Equal("baseline", compared.GetProperty("comparedWith").GetString());
        Assert.Contains("variant=\"v2\"", compared.GetProperty("query").GetString(), StringComparison.Ordinal);
        Assert.Contains("\"baseline\"", table.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("requests of v2 is", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("by Prometheus, allowed is at most", failed.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("succeeded", passed.GetProperty("phase").GetString());

        await prometheus.KillAsync();
        var paused = await installation.Api.WaitForPhaseAsync(unseen, Limit, "paused", "succeeded", "rolled-back");

        Assert.Equal("paused", paused.GetProperty("phase").GetString());
        Assert.Contains("could not be measured by Prometheus: 127.0.0.1", paused.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    private static SteadyLoad Load(Installation installation, string endpoint) =>
        SteadyLoad.Start([installation.Agents[0].Rest], endpoint, TwoVersions.Body, callers: 1, TimeSpan.FromMilliseconds(10));

    private static async Task<string> StartAsync(Installation installation, string endpoint, int limit, string hold)
    {
        var started = await installation.Api.StartRolloutAsync(endpoint, new
        {
            strategy = "canary",
            versions = new[] { 2 },
            steps = new[] { 2_500 },
            baseline = true,
            hold,
            bake = "0s",
            template = "traffic",
            arguments = new { limit },
        });
        return started.GetProperty("id").GetString()!;
    }

    // The first measurement that has both sides.
    private static async Task<JsonElement> ComparedAsync(Installation installation, string id)
    {
        JsonElement check = default;
        await Eventually.BeTrueAsync(
            "Prometheus gave the values of challenger and baseline",
            async () =>
            {
                var checks = (await installation.Api.GetAsync($"rollouts/{id}")).GetProperty("checks");
                check = checks.GetArrayLength() == 0 ? default : checks[0];
                return check.ValueKind == JsonValueKind.Object && check.GetProperty("champion").ValueKind == JsonValueKind.Number;
            },
            Limit);
        return check;
    }

    private static object Template(int port) => new
    {
        name = "traffic",
        parameters = new[] { new { name = "limit", type = "number" } },
        checks = new[]
        {
            new
            {
                metric = "requests",
                maximum = "{{args.limit}}",
                maximumIncrease = 100_000,
                interval = "1s",
                failureLimit = 1,
                errorLimit = 1,
                source = new
                {
                    kind = "prometheus",
                    address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                    query = """sum(controlplane_agent_requests_total{endpoint="{{endpoint}}",variant="{{variant}}"})""",
                },
            },
        },
    };

    private static async Task<RunningProgram> StartAsync(TemporaryFolder folder, Uri scraped, int port)
    {
        var configuration = folder.Combine("prometheus.yml");
        await File.WriteAllTextAsync(configuration, $"""
            global:
              scrape_interval: 1s
            scrape_configs:
              - job_name: agent
                static_configs:
                  - targets: ["{scraped.Authority}"]
            """);
        var program = RunningProgram.StartCommand("prometheus",
            [$"--config.file={configuration}", $"--storage.tsdb.path={folder.Combine("tsdb")}", string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}")]);
        using var client = new HttpClient();
        var query = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v1/query?query=controlplane_agent_requests_total"));
        await Eventually.BeTrueAsync("Prometheus has scraped the agent", async () => (await client.GetStringAsync(query)).Contains(Kept, StringComparison.Ordinal), Limit);
        return program;
    }
}
