using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.TestKit.Onnx;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Access;

/// <summary>A control plane where people sign in, and browsers of people for it.</summary>
internal sealed class RequiredHost : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";

    private static readonly SignInOrigin Origin = new("192.0.2.7", "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");

    private readonly List<Browser> _browsers = [];

    private RequiredHost(HostUnderTest host) => Host = host;

    public HostUnderTest Host { get; }

    public static async Task<RequiredHost> StartAsync(ManualTimeProvider? clock = null, params string[] flags)
    {
        string[] all = ["--Access:Mode", "Required", "--RateLimits:SignInsPerMinute", "0", .. flags];
        return new RequiredHost(clock is null ? await HostUnderTest.StartAsync(all) : await HostUnderTest.StartAsync(clock, all));
    }

    /// <summary>A browser in which nobody has signed in.</summary>
    public Browser Stranger()
    {
        var browser = new Browser(Host.Http.BaseAddress!);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>Adds a person, who has set a password.</summary>
    public async Task<Person> AddAsync(string name, params string[] roles)
    {
        var link = await InviteAsync(name, roles);
        var signedIn = await Host.Get<SignInDesk>().SetUpAsync(link, Password, Origin, CancellationToken.None);
        return signedIn.Value.Person;
    }

    /// <summary>Adds a person without a password.</summary>
    /// <returns>The secret of the link.</returns>
    public async Task<string> InviteAsync(string name, params string[] roles)
    {
        var grants = roles.Select(r => RoleGrant.Read("roles", r).Value).ToList();
        var invited = await Host.Get<InvitePersonCommand>().RunAsync(name, grants, Actor.Automatic, CancellationToken.None);
        return invited.Value.Link[(invited.Value.Link.IndexOf('=', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>A browser in which a new person with these roles has signed in.</summary>
    public async Task<Browser> SignInAsync(string name, params string[] roles)
    {
        await AddAsync(name, roles);
        var browser = Stranger();
        using var answer = await browser.SignInAsync(name, Password);
        Assert.Equal(302, (int)answer.StatusCode);
        return browser;
    }

    /// <summary>A model with two versions, and an endpoint of the same name in production whose stable version is 1.</summary>
    public async Task PreparePetsAsync()
    {
        for (var version = 1; version <= 2; version++)
        {
            using var file = new MemoryStream(OnnxModels.AddConstant(version));
            Assert.True((await Host.Get<RegisterVersionCommand>().RunAsync(new RegisterVersionRequest { Model = "pets", Content = file }, Actor.Automatic, CancellationToken.None)).IsAccepted);
        }

        var draft = new EndpointDraft { Name = "pets", Model = "pets", StableVersion = 1 };
        Assert.True((await Host.Get<PutEndpointCommand>().RunAsync(new PutEndpointRequest(draft), Actor.Automatic with { Way = ChangeWay.CommandLine }, CancellationToken.None)).IsAccepted);
    }

    /// <summary>A person as the database has them.</summary>
    public async Task<Person> FindAsync(string name) => (await Host.Get<PersonQueries>().FindNamedAsync(name, CancellationToken.None))!;

    /// <summary>A person's open sessions, newest first.</summary>
    public async Task<IReadOnlyList<SignInSession>> SessionsAsync(string name) =>
        await Host.Get<PersonQueries>().SessionsAsync((await FindAsync(name)).Id, DateTimeOffset.MinValue, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        await Host.DisposeAsync();
    }
}
