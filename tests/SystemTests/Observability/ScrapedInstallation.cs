using System.Globalization;
using System.Text.Json;
using ControlPlane.SystemTests.Analysis;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Observability;

/// <summary>A control plane and an agent in the middle of a canary, and a Prometheus that scrapes both and has the shipped alerts; shared by the tests of a class.</summary>
public sealed class ScrapedInstallation : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly int _port = FreePort.Next();
    private Installation? _installation;
    private SteadyLoad? _load;
    private RunningProgram? _prometheus;

    /// <summary>The control plane's page.</summary>
    public Task<string> ControlPlanePageAsync() => _http.GetStringAsync(new Uri(_installation!.Address, "metrics"));

    /// <summary>The agent's page.</summary>
    public Task<string> AgentPageAsync() => _http.GetStringAsync(new Uri(_installation!.Agents[0].Admin, "metrics"));

    /// <summary>Asks Prometheus.</summary>
    /// <returns>Its answer, also where it is that the query is wrong.</returns>
    public async Task<JsonElement> AskAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/api/v1/{path}")));
        return answer.Content.Headers.ContentType?.MediaType == "application/json"
            ? JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync())
            : throw new HttpRequestException($"Prometheus is not ready: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Evaluates a query.</summary>
    public Task<JsonElement> QueryAsync(string query) => AskAsync($"query?query={Uri.EscapeDataString(query)}");

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (new PrometheusFactAttribute().Skip is not null)
            return;
        _installation = await TwoVersions.StartAsync(agents: 1);
        _load = SteadyLoad.Start([_installation.Agents[0].Rest], TwoVersions.Endpoint, TwoVersions.Body, callers: 1, TimeSpan.FromMilliseconds(20));
        await _installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 5_000 }, hold = "1h" });
        _prometheus = await StartPrometheusAsync();
        await Eventually.BeTrueAsync(
            "Prometheus has scraped a challenger that answers, on both sides",
            async () => HasValues(await QueryAsync("controlplane_agent_requests_total{role=\"challenger\",version=\"2\"} > 0"))
                && HasValues(await QueryAsync("controlplane_variant_actual_share_ratio{role=\"challenger\",version=\"2\"} > 0")),
            Limit);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_load is not null)
            await _load.DisposeAsync();
        if (_prometheus is not null)
            await _prometheus.DisposeAsync();
        if (_installation is not null)
            await _installation.DisposeAsync();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>Whether a query found something.</summary>
    internal static bool HasValues(JsonElement answer) =>
        answer.GetProperty("status").GetString() == "success" && answer.GetProperty("data").GetProperty("result").GetArrayLength() > 0;

    // The shipped configuration, with the addresses of these processes.
    private async Task<RunningProgram> StartPrometheusAsync()
    {
        var shipped = await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(ShippedQueries.AlertsFile)!, "prometheus.yml"));
        var configuration = shipped
            .Replace("15s", "1s", StringComparison.Ordinal)
            .Replace("alerts.yml", ShippedQueries.AlertsFile, StringComparison.Ordinal)
            .Replace("\"127.0.0.1:5080\"", $"\"{_installation!.Address.Authority}\"", StringComparison.Ordinal)
            .Replace("\"127.0.0.1:5121\", \"127.0.0.1:5122\", \"127.0.0.1:5123\"", $"\"{_installation.Agents[0].Admin.Authority}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.Combine("prometheus.yml"), configuration);
        return RunningProgram.StartCommand("prometheus",
            [$"--config.file={_folder.Combine("prometheus.yml")}", $"--storage.tsdb.path={_folder.Combine("tsdb")}", string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{_port}")]);
    }
}
