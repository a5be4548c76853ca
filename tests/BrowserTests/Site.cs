using System.Collections.Concurrent;
using System.Text.Json;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;

namespace ControlPlane.BrowserTests;

/// <summary>A real installation with one agent, one model and one endpoint, and a browser to look at it. Shared by the tests of a class.</summary>
public class Site : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private readonly ConcurrentDictionary<IPage, ConcurrentQueue<string>> _complaints = [];
    private Installation? _installation;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Uri Address => Installed.Address;

    /// <summary>Where callers reach the first agent.</summary>
    public Uri Agent => AllAgents[0];

    /// <summary>Where callers reach agents.</summary>
    public IReadOnlyList<Uri> AllAgents => [.. Installed.Agents.Select(a => a.Rest)];

    private Installation Installed => _installation ?? throw new InvalidOperationException("The installation is not started.");

    /// <summary>How many agents answer.</summary>
    protected virtual int AgentCount => 1;

    /// <summary>A small model that differs from every other number's.</summary>
    public static byte[] AModel(int number) => OnnxModels.AddConstant(number);

    public async Task InitializeAsync()
    {
        if (Browsers.SkipReason is not null)
            return;

        _installation = await Installation.StartAsync(AgentCount);
        for (var number = 1; number <= 3; number++)
            await Installed.Api.RegisterAsync("pets", AModel(number));
        await Installed.Api.PutEndpointAsync("pets", "pets", stableVersion: 1);
        await ResetAsync();

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browsers.Path, Args = Browsers.Arguments });
    }

    public async Task DisposeAsync()
    {
        await ClosePagesAsync();
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_installation is not null)
            await _installation.DisposeAsync();
    }

    /// <summary>Ends every page. One that nobody looks at any more still asks and draws four times a second, at the cost of the next test's.</summary>
    public async Task ClosePagesAsync()
    {
        var stopped = new List<string>();
        foreach (var context in _contexts)
        {
            foreach (var page in context.Pages)
            {
                if (await page.GetByText("This page stopped working").CountAsync() > 0)
                    stopped.Add(page.Url);
            }

            await context.CloseAsync();
        }

        _contexts.Clear();
        _complaints.Clear();
        if (stopped.Count > 0)
            throw new InvalidOperationException($"The product's fault: {string.Join(", ", stopped)} stopped working. The control plane's log:\n{_installation?.ControlPlane?.Output}");
    }

    /// <summary>What a page complained about in its console since it was opened, scripts' failures included.</summary>
    public IReadOnlyCollection<string> ComplaintsOf(IPage page) => _complaints[page];

    /// <summary>Puts the endpoint to where every test begins: 90 % to v1, 10 % to v2.</summary>
    public Task ResetAsync() => Installed.Api.PutSplitAndWaitAsync("pets", (1, 9000), (2, 1000));

    /// <summary>A model with an endpoint of the same name, its first version stable.</summary>
    public async Task AddAsync(string name, params byte[][] files)
    {
        foreach (var file in files)
            await Installed.Api.RegisterAsync(name, file);
        await Installed.Api.PutEndpointAsync(name, name, stableVersion: 1);
    }

    /// <summary>Starts a rollout and waits until it is in one of some phases.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> StartRolloutAsync(string endpoint, object body, params string[] phases)
    {
        var id = (await Installed.Api.StartRolloutAsync(endpoint, body)).GetProperty("id").GetString()!;
        await Installed.Api.WaitForPhaseAsync(id, TimeSpan.FromSeconds(30), phases);
        return id;
    }

    /// <summary>Does something to a rollout by the API and waits until it is in a phase.</summary>
    public async Task CommandRolloutAsync(string id, string verb, string phase)
    {
        await Installed.Api.CommandRolloutAsync(id, verb);
        await Installed.Api.WaitForPhaseAsync(id, TimeSpan.FromSeconds(30), phase);
    }

    /// <summary>Anything the API tells.</summary>
    public Task<JsonElement> GetAsync(string path) => Installed.Api.GetAsync(path);

    /// <summary>Weights of an endpoint by version.</summary>
    public async Task<IReadOnlyDictionary<int, int>> SharesAsync(string endpoint) =>
        (await Installed.Api.GetAsync($"endpoints/{endpoint}/split")).GetProperty("variants").EnumerateArray()
        .ToDictionary(v => v.GetProperty("version").GetInt32(), v => v.GetProperty("weight").GetInt32());

    /// <summary>Weights of the endpoint as the API tells them, in the variants' order.</summary>
    public async Task<IReadOnlyList<int>> WeightsAsync()
    {
        var split = await Installed.Api.GetAsync("endpoints/pets/split");
        return [.. split.GetProperty("variants").EnumerateArray().Select(v => v.GetProperty("weight").GetInt32())];
    }

    /// <summary>Ends the control plane and starts it again on the same folder and port.</summary>
    public async Task RestartAsync()
    {
        await Installed.KillControlPlaneAsync();
        await Installed.StartControlPlaneAsync();
    }

    /// <summary>A page in a browser profile of its own.</summary>
    public async Task<IPage> OpenAsync(string path, Uri? through = null, string theme = "light", int width = 1280)
    {
        var address = new Uri(through ?? Address, path);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 } });
        _contexts.Add(context);
        await context.AddCookiesAsync([new Cookie { Name = "controlplane-theme", Value = theme, Url = address.GetLeftPart(UriPartial.Authority) }]);
        var page = await context.NewPageAsync();
        var complaints = _complaints[page] = [];
        page.PageError += (_, error) => complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                complaints.Enqueue(message.Text);
        };
        await page.GotoAsync(address.ToString());
        return page;
    }
}
