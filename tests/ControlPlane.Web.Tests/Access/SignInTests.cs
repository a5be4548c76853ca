using System.Net;
using ControlPlane.Data.Audit;
using ControlPlane.Domain.Access;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Tests.Access;

public sealed class SignInTests
{
    [Fact]
    public async Task Page_OfAStranger_LeadsToSigningInAndBack()
    {
        await using var host = await RequiredHost.StartAsync();
        await host.AddAsync("ada", "viewer");
        var browser = host.Stranger();

        using var led = await browser.GetAsync("rollouts?phase=paused");
        using var signedIn = await browser.SignInAsync("Ada", RequiredHost.Password, led.Headers.Location!.PathAndQuery.TrimStart('/'));
        using var page = await browser.GetAsync("rollouts");

        Assert.StartsWith("/sign-in?returnTo=", led.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("/rollouts?phase=paused", signedIn.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task SignIn_WithAWayBackThatLeadsAway_StaysHere(string returnTo)
    {
        await using var host = await RequiredHost.StartAsync();
        await host.AddAsync("ada", "viewer");

        using var answer = await host.Stranger().SignInAsync("ada", RequiredHost.Password, $"sign-in?returnTo={Uri.EscapeDataString(returnTo)}");

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignIn_WrongPasswordOrUnknownName_IsAnsweredInTheSameWords()
    {
        await using var host = await RequiredHost.StartAsync();
        await host.AddAsync("ada", "viewer");

        using var wrong = await host.Stranger().SignInAsync("ada", "wrong horse battery staple");
        using var unknown = await host.Stranger().SignInAsync("eve", "wrong horse battery staple");

        Assert.Equal(await AlertOfAsync(wrong), await AlertOfAsync(unknown));
        Assert.Contains("do not fit together", await AlertOfAsync(wrong), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_AfterFiveFailures_TakesTheRightPasswordOnlyAfterARest()
    {
        var clock = new ManualTimeProvider();
        await using var host = await RequiredHost.StartAsync(clock);
        await host.AddAsync("ada", "viewer");
        var desk = host.Host.Get<SignInDesk>();
        var origin = new SignInOrigin("192.0.2.1", "");
        for (var attempt = 0; attempt <= SignInLock.FreeFailures; attempt++)
            Assert.False((await desk.SignInAsync("ada", "wrong horse battery staple", origin, CancellationToken.None)).IsAccepted);

        var locked = await desk.SignInAsync("ada", RequiredHost.Password, origin, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(31));
        var rested = await desk.SignInAsync("ada", RequiredHost.Password, origin, CancellationToken.None);

        Assert.Equal(AccessRefusals.SignInFailed, locked.Refusal?.Code);
        Assert.True(rested.IsAccepted);
        var failures = (await host.Host.Get<AuditQueries>().ListAsync(AuditFilter.None, null, 50, CancellationToken.None)).Count(e => e.Action == "sign-in-failed");
        Assert.Equal(SignInLock.FreeFailures + 1, failures);
    }

    [Fact]
    public async Task SignIn_ManyNamesFromOneAddress_IsHeldBack()
    {
        await using var host = await RequiredHost.StartAsync(clock: null, "--RateLimits:SignInsPerMinute", "3");
        var browser = host.Stranger();

        var answers = new List<HttpStatusCode>();
        foreach (var name in (string[])["a", "b", "c", "d"])
        {
            using var answer = await browser.SignInAsync(name, "wrong horse battery staple");
            answers.Add(answer.StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task SignIn_FormOfAnotherSite_IsRefused()
    {
        await using var host = await RequiredHost.StartAsync();
        await host.AddAsync("ada", "viewer");

        using var answer = await host.Stranger().PostFormAsync("sign-in", ("_handler", "sign-in"), ("Typed.Name", "ada"), ("Typed.Password", RequiredHost.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Cookie_OfASession_IsForThisHostOnlyAndHiddenFromScripts()
    {
        await using var host = await RequiredHost.StartAsync();
        await host.AddAsync("ada", "viewer");

        using var answer = await host.Stranger().SignInAsync("ada", RequiredHost.Password);

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("controlplane-session=", StringComparison.Ordinal));
        Assert.Contains("path=/; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("__Host-controlplane-session", AccessSchemes.CookieName("controlplane-session", "https://0.0.0.0:5443"));
    }

    [Fact]
    public async Task Cookie_AfterSigningOut_OpensNothing()
    {
        await using var host = await RequiredHost.StartAsync();
        var browser = await host.SignInAsync("ada", "viewer");
        var session = (await host.SessionsAsync("ada"))[0];

        await host.Host.Get<SignInDesk>().SignOutAsync(session.Id, CancellationToken.None);
        using var answer = await browser.SendAsync(HttpMethod.Get, "api/v1/models");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Cookie_OfAnIdleOrOldSession_OpensNothing()
    {
        var clock = new ManualTimeProvider();
        await using var host = await RequiredHost.StartAsync(clock);
        var browser = await host.SignInAsync("ada", "viewer");

        clock.Jump(clock.GetUtcNow() + TimeSpan.FromHours(7));
        using var used = await browser.SendAsync(HttpMethod.Get, "api/v1/models");
        clock.Jump(clock.GetUtcNow() + TimeSpan.FromHours(7));
        using var usedAgain = await browser.SendAsync(HttpMethod.Get, "api/v1/models");
        clock.Jump(clock.GetUtcNow() + TimeSpan.FromHours(8));
        using var idle = await browser.SendAsync(HttpMethod.Get, "api/v1/models");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized], [used.StatusCode, usedAgain.StatusCode, idle.StatusCode]);
    }

    [Fact]
    public async Task SetupLink_UsedOnce_IsVoidAfterwards()
    {
        await using var host = await RequiredHost.StartAsync();
        var link = await host.InviteAsync("ada", "admin");

        using var first = await host.Stranger().SetUpAsync(link, RequiredHost.Password);
        using var replayed = await host.Stranger().GetAsync($"setup?link={link}");
        var again = await host.Host.Get<SignInDesk>().SetUpAsync(link, "another horse battery staple", new SignInOrigin("", ""), CancellationToken.None);

        Assert.Equal(HttpStatusCode.Found, first.StatusCode);
        Assert.Contains("This link leads nowhere", await replayed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(AccessRefusals.LinkInvalid, again.Refusal?.Code);
    }

    [Fact]
    public async Task SetupLink_AfterADay_IsVoid()
    {
        var clock = new ManualTimeProvider();
        await using var host = await RequiredHost.StartAsync(clock);
        var link = await host.InviteAsync("ada", "admin");
        var desk = host.Host.Get<SignInDesk>();

        clock.Jump(clock.GetUtcNow() + TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        var inTime = await desk.FindByLinkAsync(link, CancellationToken.None);
        clock.Jump(clock.GetUtcNow() + TimeSpan.FromSeconds(1));
        var late = await desk.FindByLinkAsync(link, CancellationToken.None);

        Assert.True(inTime.IsAccepted);
        Assert.Equal(AccessRefusals.LinkInvalid, late.Refusal?.Code);
    }

    [Fact]
    public async Task Password_ThatIsWeak_IsRefusedWithWhatWouldBeRight()
    {
        await using var host = await RequiredHost.StartAsync();
        var link = await host.InviteAsync("ada", "admin");

        using var answer = await host.Stranger().SetUpAsync(link, "password1234");

        Assert.Contains("tried first", await AlertOfAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangePassword_WithTheRightOne_EndsOtherSessions()
    {
        await using var host = await RequiredHost.StartAsync();
        var (here, there) = (await host.SignInAsync("ada", "viewer"), host.Stranger());
        (await there.SignInAsync("ada", RequiredHost.Password)).Dispose();
        var desk = host.Host.Get<SignInDesk>();
        var (sessions, person) = (await host.SessionsAsync("ada"), await host.FindAsync("ada"));

        var wrong = await desk.ChangePasswordAsync(person.Id, sessions[0].Id, "not my present password", "entirely other words here", CancellationToken.None);
        var changed = await desk.ChangePasswordAsync(person.Id, sessions[0].Id, RequiredHost.Password, "entirely other words here", CancellationToken.None);

        Assert.Equal(AccessRefusals.SignInFailed, wrong.Refusal?.Code);
        Assert.True(changed.IsAccepted);
        Assert.Equal([sessions[0].Id], (await host.SessionsAsync("ada")).Select(s => s.Id));
        Assert.NotNull(here);
    }

    private static async Task<string> AlertOfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var at = text.IndexOf("role=\"alert\"", StringComparison.Ordinal);
        Assert.True(at >= 0, text);
        return text[at..text.IndexOf("</p>", at, StringComparison.Ordinal)];
    }
}
