using System.Globalization;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Analysis;

/// <summary>A real Prometheus scrapes a real agent, and a canary is judged by what it says. Skips in words where Prometheus is not installed.</summary>
public sealed class PrometheusTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [PrometheusFact]
    public async Task Canary_JudgedByPrometheus_PassesFailsAndPausesWhenItIsGone()
    {
        using var folder = new TemporaryFolder();
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        await using var load = SteadyLoad.Start([installation.Agents[0].Rest], TwoVersions.Endpoint, TwoVersions.Body, callers: 3, TimeSpan.FromMilliseconds(20));
        var port = FreePort.Next();
        await using var prometheus = await StartAsync(folder, installation.Agents[0].Admin, port);
        await installation.Api.SendAsync(HttpMethod.Post, "analysis-templates", Template(port));

        var failed = await RunAsync(installation, limit: 0, "rolling-back", "rolled-back");
        await installation.Api.WaitForPhaseAsync(failed.Id, Limit, "rolled-back");
        var passed = await RunAsync(installation, limit: 100_000, "succeeded", "paused", "rolled-back");
        await installation.Api.PutSplitAndWaitAsync(TwoVersions.Endpoint, (2, 10_000));

        Assert.Contains("request-rate of v2 is", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("by Prometheus, allowed is at most 0", failed.Reason, StringComparison.Ordinal);
        Assert.Equal("succeeded", passed.Phase);

        await prometheus.KillAsync();
        var paused = await RunAsync(installation, limit: 100_000, version: 1, "succeeded", "paused", "rolled-back");

        Assert.Equal("paused", paused.Phase);
        Assert.Contains("could not be measured by Prometheus", paused.Reason, StringComparison.Ordinal);
        Assert.Contains("connection refused", paused.Reason, StringComparison.Ordinal);
    }

    private static Task<(string Id, string Phase, string Reason)> RunAsync(Installation installation, int limit, params string[] phases) => RunAsync(installation, limit, 2, phases);

    private static async Task<(string Id, string Phase, string Reason)> RunAsync(Installation installation, int limit, int version, params string[] phases)
    {
        var started = await installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new
        {
            strategy = "canary",
            versions = new[] { version },
            steps = new[] { 5_000 },
            hold = "3s",
            bake = "0s",
            keepWarm = "0s",
            template = "traffic",
            arguments = new { limit },
        });
        var id = started.GetProperty("id").GetString()!;
        var ended = await installation.Api.WaitForPhaseAsync(id, Limit, phases);
        return (id, ended.GetProperty("phase").GetString()!, ended.GetProperty("reason").GetString()!);
    }

    private static object Template(int port) => new
    {
        name = "traffic",
        parameters = new[] { new { name = "limit", type = "number" } },
        checks = new[]
        {
            new
            {
                metric = "request-rate",
                maximum = "{{args.limit}}",
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
        await Eventually.BeTrueAsync("Prometheus has scraped the agent", async () => (await client.GetStringAsync(query)).Contains("adder", StringComparison.Ordinal), Limit);
        return program;
    }
}
