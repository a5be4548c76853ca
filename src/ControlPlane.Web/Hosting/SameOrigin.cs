using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Api;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.Web.Hosting;

/// <summary>
/// Refuses what another site makes a browser do here: state-changing requests and WebSockets whose <c>Origin</c> is not this address.
/// Cross-origin rules of browsers guard neither simple posts nor WebSockets. Programs that are no browsers send no such header.
/// </summary>
internal static class SameOrigin
{
    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
        IsAllowed(context.Request)
            ? next(context)
            : RefusalResults.Of(new Refusal(ApiRefusals.OriginNotAllowed, $"A page of {context.Request.Headers.Origin} may not command this control plane."))
                .ExecuteAsync(context));

    public static bool IsAllowed(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0 || (IsReading(request.Method) && !IsUpgrade(request.HttpContext.Features)))
            return true;
        var own = UriHelper.BuildAbsolute(request.Scheme, request.Host).TrimEnd('/');
        return origins.Count == 1 && string.Equals(origins[0], own, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsReading(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // A WebSocket begins as a GET over HTTP/1.1, or as an extended CONNECT over HTTP/2.
    private static bool IsUpgrade(IFeatureCollection features) =>
        features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
