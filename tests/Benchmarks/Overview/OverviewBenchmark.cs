using System.Diagnostics;
using System.Text.Json;
using ControlPlane.Benchmarks.Push;
using ControlPlane.BrowserTests;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;

namespace ControlPlane.Benchmarks.Overview;

/// <summary>The Overview and the list of rollouts with few and with many active canaries, in a real browser: how long until there are rows, and what looking costs the control plane.</summary>
internal static class OverviewBenchmark
{
    private const string Model = "adder";
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Starting = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (Browsers.Path is null)
        {
            await output.WriteLineAsync("skipped: there is no Chromium on this machine; install it or name it in CHROMIUM");
            return 0;
        }

        var options = OverviewOptions.Parse(arguments);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browsers.Path, Args = Browsers.Arguments });
        var reports = new List<OverviewReport>();
        foreach (var rollouts in options.Rollouts)
        {
            await output.WriteLineAsync($"{rollouts} active rollouts");
            reports.Add(await MeasureAsync(rollouts, options.Opens, browser));
        }

        OverviewReport.PrintHead(output);
        foreach (var report in reports)
            report.Print(output);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(reports, JsonSerializerOptions.Web));
        return 0;
    }

    private static async Task<OverviewReport> MeasureAsync(int rollouts, int opens, IBrowser browser)
    {
        await using var installation = await Installation.StartAsync(agents: 0);
        using var http = new HttpClient { BaseAddress = installation.Address };
        await using var agent = await SimulatedAgent.StartAsync(http, await installation.Api.CreateJoinTokenAsync(), "simulated");
        await StartAsync(installation.Api, rollouts);

        // The first pages also compile the code they run.
        foreach (var path in new[] { "", "rollouts" })
            await OpenAsync(browser, new Uri(installation.Address, path));
        var alone = await BusyAsync(installation.ControlPlane!.Id);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(installation.Address.ToString());
        await page.Locator("[data-row]").First.WaitForAsync();
        var watched = await BusyAsync(installation.ControlPlane.Id);
        await page.CloseAsync();

        var (overview, list) = (new List<double>(), new List<double>());
        for (var open = 0; open < opens; open++)
        {
            overview.Add(await OpenAsync(browser, installation.Address));
            list.Add(await OpenAsync(browser, new Uri(installation.Address, "rollouts")));
        }

        using var process = Process.GetProcessById(installation.ControlPlane.Id);
        return new OverviewReport(rollouts, overview, list, alone, watched, process.WorkingSet64 >> 20);
    }

    // Canaries that hold at their first share for longer than the measurement.
    private static async Task StartAsync(ApiClient api, int rollouts)
    {
        await api.RegisterAsync(Model, OnnxModels.AddConstant(1));
        await api.RegisterAsync(Model, OnnxModels.AddConstant(2));
        for (var number = 1; number <= rollouts; number++)
        {
            await api.PutEndpointAsync($"endpoint-{number}", Model, 1);
            await api.StartRolloutAsync($"endpoint-{number}", new { strategy = "canary", versions = new[] { 2 }, steps = new[] { 10 }, hold = "2h" });
        }

        await Eventually.BeTrueAsync(
            "every rollout progresses",
            async () => (await api.GetAsync($"endpoints/endpoint-{rollouts}/split")).GetProperty("variants").EnumerateArray().Any(v => v.GetProperty("weight").GetInt32() is > 0 and < 10_000),
            Starting);
    }

    private static async Task<double> OpenAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync();
        var start = Stopwatch.GetTimestamp();
        await page.GotoAsync(address.ToString());
        await page.Locator("[data-row]").First.WaitForAsync();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        await page.CloseAsync();
        return elapsed;
    }

    private static async Task<double> BusyAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        var before = process.TotalProcessorTime;
        await Task.Delay(Watching, TimeProvider.System);
        process.Refresh();
        return (process.TotalProcessorTime - before) / Watching;
    }
}
