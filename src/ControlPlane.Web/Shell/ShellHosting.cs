using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Bandits;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;
using Microsoft.AspNetCore.Diagnostics;
using Radzen;

namespace ControlPlane.Web.Shell;

/// <summary>Puts the screens into the host.</summary>
public static class ShellHosting
{
    // Radzen and the stacked bars set style attributes; scripts are never inline.
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Services of pages and components.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<LiveQueries>();
        services.AddSingleton<OverviewQuery>();
        services.AddSingleton<EndpointScreenQuery>();
        services.AddSingleton<DriftScreenQuery>();
        services.AddSingleton<VersionComparisonQuery>();
        services.AddSingleton<EndpointChartsQuery>();
        services.AddSingleton<RolloutScreenQuery>();
        services.AddSingleton<BanditScreenQuery>();
        services.AddSingleton<WizardScreenQuery>();
        services.AddScoped<EndpointActions>();
        services.AddScoped<RolloutActions>();
        services.AddScoped<JobActions>();
        services.AddScoped<CircuitClock>();
        services.AddScoped<ViewerTime>();
        services.AddScoped<Toasts>();
        return services;
    }

    /// <summary>What surrounds the screens' requests: headers for the browser, and a page for addresses that name nothing.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        // Not in a branch: a branch of its own has no routing, and running the request again would find no page.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(PrepareAsync);
        app.UseAntiforgery();
        return app;
    }

    /// <summary>Static files and pages.</summary>
    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static bool IsForScreens(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static Task PrepareAsync(HttpContext context, RequestDelegate next)
    {
        if (IsForScreens(context))
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        if (!(IsForScreens(context) && HttpMethods.IsGet(context.Request.Method)) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;

        return next(context);
    }
}
