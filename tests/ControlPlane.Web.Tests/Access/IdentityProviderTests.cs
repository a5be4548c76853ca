using System.Net;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.Web.Tests.Access;

/// <summary>Against a real provider (oidc-provider), as a browser goes there and back.</summary>
public sealed class IdentityProviderTests : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private RequiredHost? _host;
    private RunningProgram? _provider;

    private RequiredHost Host => _host!;

    public async Task InitializeAsync()
    {
        var authority = $"http://127.0.0.1:{_port}";
        _host = await RequiredHost.StartAsync(
            clock: null,
            "--Access:IdentityProvider:Authority", authority,
            "--Access:IdentityProvider:ClientSecret", "the client's secret of the test",
            "--Access:IdentityProvider:Roles", "ml-ops=operator@production;ml-admins=admin@*");
        var script = Path.Combine(Repository.Folder, "tests", "ControlPlane.Web.Tests", "Access", "provider.mjs");
        _provider = RunningProgram.StartCommand("node", [script, $"{_port}", new Uri(_host.Host.Http.BaseAddress!, "sign-in/provider/back").AbsoluteUri]);
        using var http = new HttpClient();
        await Eventually.BeTrueAsync(
            "the provider answers", async () => (await http.GetAsync(new Uri($"{authority}/.well-known/openid-configuration"))).IsSuccessStatusCode, TimeSpan.FromSeconds(30));
    }

    public async Task DisposeAsync()
    {
        if (_provider is not null)
            await _provider.DisposeAsync();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_AtTheProvider_GivesTheRolesOfTheGroups()
    {
        var browser = Host.Stranger();

        using var back = await GoAsync(browser, "ada", "/rollouts");
        using var api = await browser.SendAsync(HttpMethod.Get, "api/v1/models");

        Assert.Equal("/rollouts", back.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, api.StatusCode);
        Assert.Equal(["operator@production"], (await Host.FindAsync("ada")).Grants.Select(g => g.ToString()));
    }

    [Fact]
    public async Task SignIn_UnderTheNameOfSomebodyWithAPassword_TakesNobodyOver()
    {
        await Host.AddAsync("ada", "admin");

        using var back = await GoAsync(Host.Stranger(), "ada", "/");

        Assert.Equal("/sign-in?problem=refused", back.Headers.Location?.OriginalString);
        Assert.Null((await Host.FindAsync("ada")).Identity);
    }

    [Fact]
    public async Task WayBack_InAnotherBrowser_IsRefused()
    {
        var browser = Host.Stranger();
        var address = await LeadAsync(browser, "ada", "/");

        using var stolen = await Host.Stranger().GetAsync(address.PathAndQuery);
        using var own = await browser.GetAsync(address.PathAndQuery);
        using var replayed = await browser.GetAsync(address.PathAndQuery);

        Assert.Equal("/sign-in?problem=refused", stolen.Headers.Location?.OriginalString);
        Assert.Equal("/", own.Headers.Location?.OriginalString);
        Assert.Equal("/sign-in?problem=refused", replayed.Headers.Location?.OriginalString);
    }

    private async Task<HttpResponseMessage> GoAsync(Browser browser, string name, string returnTo) => await browser.GetAsync((await LeadAsync(browser, name, returnTo)).PathAndQuery);

    // Signs in and consents on the provider's pages; the answer is the address that leads back.
    private async Task<Uri> LeadAsync(Browser browser, string name, string returnTo)
    {
        var at = new Uri(Host.Host.Http.BaseAddress!, $"sign-in/provider?returnTo={Uri.EscapeDataString(returnTo)}");
        for (var hop = 0; hop < 12; hop++)
        {
            if (at.AbsolutePath == "/sign-in/provider/back")
                return at;
            using var shown = await browser.GetAsync(at.AbsoluteUri);
            if (shown.Headers.Location is { } next)
            {
                at = new Uri(at, next);
                continue;
            }

            var page = await shown.Content.ReadAsStringAsync();
            var prompt = page.Contains("\"consent\"", StringComparison.Ordinal) ? "consent" : "login";
            using var answered = await browser.PostFormAsync(at.AbsoluteUri, ("prompt", prompt), ("login", name), ("password", "x"));
            Assert.True(answered.Headers.Location is not null, $"{at}: {(int)answered.StatusCode} {page}");
            at = new Uri(at, answered.Headers.Location);
        }

        throw new InvalidOperationException($"The provider leads in a circle: {at}");
    }
}
