using ControlPlane.SystemTests.Analysis;

namespace ControlPlane.SystemTests.Observability;

/// <summary>Both pages as Prometheus and its tools see them, and the shipped queries against them. Skips in words where Prometheus is not installed.</summary>
public sealed class MetricsTests(ScrapedInstallation scraped) : IClassFixture<ScrapedInstallation>
{
    [PrometheusFact]
    public async Task Pages_OfBothProcesses_AreCleanByTheConventions()
    {
        foreach (var page in (string[])[await scraped.ControlPlanePageAsync(), await scraped.AgentPageAsync()])
            Assert.Equal((0, ""), await Promtool.RunAsync(page, "check", "metrics"));

        Assert.NotEqual(0, (await Promtool.RunAsync("# TYPE requests counter\nrequests 1\n", "check", "metrics")).ExitCode);
    }

    [PrometheusFact]
    public async Task Queries_OfDashboardsAndAlerts_NameMetricsThatExist()
    {
        var pages = await scraped.ControlPlanePageAsync() + await scraped.AgentPageAsync();
        var queries = string.Join('\n', ShippedQueries.OfDashboards().Select(q => q.Query)) + await File.ReadAllTextAsync(ShippedQueries.AlertsFile);

        var names = ShippedQueries.NamesIn(queries);

        Assert.InRange(names.Count, 40, 200);
        Assert.Equal([], names.Where(name => !IsOn(pages, name)));
        Assert.False(IsOn(pages, "controlplane_agent_requests"), "A name that only begins like one on the page must not pass.");
    }

    [PrometheusFact]
    public async Task Queries_OfDashboardsAndAlerts_AreEvaluatedByARealPrometheus()
    {
        foreach (var (where, query) in ShippedQueries.OfDashboards())
        {
            var answer = await scraped.QueryAsync(query);
            Assert.True(answer.GetProperty("status").GetString() == "success", $"{where}: {answer}");
        }

        var rules = (await scraped.AskAsync("rules")).GetProperty("data").GetProperty("groups").EnumerateArray().SelectMany(g => g.GetProperty("rules").EnumerateArray()).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Equal(("", true), (rule.GetProperty("lastError").GetString() ?? "", rule.GetProperty("health").GetString() is "ok" or "unknown")));
    }

    [PrometheusTheory]
    [InlineData("controlplane_rollout_step{strategy=\"canary\"} > 0")]
    [InlineData("controlplane_rollout_phase == 1")]
    [InlineData("controlplane_variant_set_share_ratio{role=\"challenger\",version=\"2\"} == 0.5")]
    [InlineData("controlplane_agent_variant_set_share_ratio{role=\"challenger\",version=\"2\"} == 0.5")]
    [InlineData("controlplane_requests_total{role=\"challenger\",version=\"2\"} > 0")]
    [InlineData("controlplane_agents{state=\"fresh\"} == 1")]
    [InlineData("controlplane_agent_table_lag == 0")]
    [InlineData("controlplane_telemetry_batches_total{result=\"accepted\"} > 0")]
    [InlineData("controlplane_telemetry_buckets_total > 0")]
    [InlineData("controlplane_loop_duration_seconds_count{loop=\"rollouts\"} > 0")]
    [InlineData("controlplane_rollout_decisions_total{trigger=\"advance\"} > 0")]
    [InlineData("controlplane_database_size_bytes{database=\"state\"} > 0")]
    [InlineData("controlplane_http_requests_total{area=\"api\",code=\"2xx\"} > 0")]
    [InlineData("process_resident_memory_bytes{job=\"controlplane\"} > 0")]
    [InlineData("process_cpu_seconds_total{job=\"controlplane-agent\"} > 0")]
    public async Task Scrape_InTheMiddleOfACanary_HasTheFigure(string query) =>
        Assert.True(ScrapedInstallation.HasValues(await scraped.QueryAsync(query)), await scraped.ControlPlanePageAsync());

    private static bool IsOn(string pages, string name) =>
        ((string[])["", "_bucket", "_sum", "_count"]).Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal) && pages.Contains($"# TYPE {name[..^suffix.Length]} ", StringComparison.Ordinal));
}
