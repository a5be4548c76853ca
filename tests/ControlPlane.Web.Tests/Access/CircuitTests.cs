using System.Net.WebSockets;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.TestKit.Processes;
using ControlPlane.Web.Features.Access;

namespace ControlPlane.Web.Tests.Access;

/// <summary>The connections of screens: who may open one, and that it ends with the session.</summary>
public sealed class CircuitTests
{
    [Fact]
    public async Task Circuit_OfAStranger_IsRefused()
    {
        await using var host = await RequiredHost.StartAsync();

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(host, cookie: null, origin: null));

        Assert.Contains("401", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_OpenedByAnotherSite_IsRefusedEvenWithTheCookie()
    {
        await using var host = await RequiredHost.StartAsync();
        var cookie = CookieOf(await host.SignInAsync("ada", "viewer"));

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(host, cookie, "https://evil.example"));
        using var own = await ConnectAsync(host, cookie, host.Host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority));

        Assert.Contains("403", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task Circuit_OfSomebodyDisabled_IsCut()
    {
        await using var host = await RequiredHost.StartAsync();
        using var socket = await ConnectAsync(host, CookieOf(await host.SignInAsync("ada", "viewer")), origin: null);
        await Eventually.BeTrueAsync("the circuit is known", () => Task.FromResult(host.Host.Get<LiveConnections>().Count == 1), TimeSpan.FromSeconds(10));

        await host.Host.Get<ChangePersonCommand>().RunAsync(new PersonChange("ada", State: PersonState.Disabled), Actor.Automatic, CancellationToken.None);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync(new byte[1024], limit.Token));
        await Eventually.BeTrueAsync("the circuit is forgotten", () => Task.FromResult(host.Host.Get<LiveConnections>().Count == 0), TimeSpan.FromSeconds(10));
    }

    private static string CookieOf(Browser browser) => string.Join("; ", browser.Cookies.Select(c => $"{c.Name}={c.Value}"));

    private static async Task<ClientWebSocket> ConnectAsync(RequiredHost host, string? cookie, string? origin)
    {
        var socket = new ClientWebSocket();
        if (cookie is not null)
            socket.Options.SetRequestHeader("Cookie", cookie);
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(host.Host.Http.BaseAddress!) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        return socket;
    }
}
