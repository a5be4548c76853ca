using System.Net;
using System.Text.RegularExpressions;
using ControlPlane.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ControlPlane.Web.Tests.Access;

/// <summary>Over the table of routes of the running host, so that a new route is held to it without anybody remembering.</summary>
public sealed partial class RouteAccessTests : IAsyncLifetime
{
    private static readonly string[] Open =
    [
        "GET /livez", "GET /metrics", "GET /readyz", "GET /setup", "GET /sign-in", "POST /agents/v1/join", "POST /agents/v1/renew", "POST /setup", "POST /sign-in",
    ];

    private RequiredHost? _host;

    private RequiredHost Host => _host!;

    public async Task InitializeAsync() => _host = await RequiredHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public void Routes_OpenToStrangers_AreExactlyThese()
    {
        var open = Routes().Where(r => r.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsFile(r.Path)).Select(r => $"{r.Method} {r.Path}");

        Assert.Equal(Open, open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryRoute_OfAStranger_IsRefusedOrLeadsToSigningIn()
    {
        var browser = Host.Stranger();
        var wrong = new List<string>();
        foreach (var (method, path, endpoint) in Routes().Where(r => r.Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null))
        {
            using var answer = await browser.SendAsync(new HttpMethod(method), path);
            var isLed = answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location!.PathAndQuery.StartsWith("/sign-in", StringComparison.Ordinal);
            if (answer.StatusCode != HttpStatusCode.Unauthorized && !isLed)
                wrong.Add($"{method} {path}: {(int)answer.StatusCode} {endpoint.DisplayName}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryChangingRoute_OfAViewer_IsForbidden()
    {
        var viewer = await Host.SignInAsync("ada", "viewer");
        var wrong = new List<string>();
        var seen = 0;
        foreach (var (method, path, _) in Routes().Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal) && r.Method != "GET" && r.Endpoint.Metadata.GetMetadata<ReadsOnly>() is null))
        {
            seen++;
            using var answer = await viewer.SendAsync(new HttpMethod(method), path);
            if (answer.StatusCode != HttpStatusCode.Forbidden)
                wrong.Add($"{method} {path}: {(int)answer.StatusCode}");
        }

        Assert.Empty(wrong);
        Assert.InRange(seen, 30, 200);
    }

    [Fact]
    public async Task EveryReadingRoute_OfSomebodyWithoutARole_IsForbidden()
    {
        var nobody = await Host.SignInAsync("eve");

        using var answer = await nobody.SendAsync(HttpMethod.Get, "api/v1/models");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task AgentsRoutes_OfASignedInAdmin_StayClosed()
    {
        var admin = await Host.SignInAsync("root", "admin");

        using var answer = await admin.SendAsync(HttpMethod.Get, "agents/v1/routing-table");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static bool IsFile(string path) => Path.HasExtension(path) || path.StartsWith("/_framework", StringComparison.Ordinal) || path.StartsWith("/_content", StringComparison.Ordinal);

    private IEnumerable<(string Method, string Path, Endpoint Endpoint)> Routes() =>
        from endpoint in Host.Host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let path = "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), m => m.Value.EndsWith(":int}", StringComparison.Ordinal) ? "1" : "x")
        where !path.Contains('*', StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } named ? named : ["GET"]
        select (method, path, (Endpoint)endpoint);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
