using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Providers.Postgres;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Access.Identity;
using ControlPlane.Web.Features.Tokens;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Connections;

namespace ControlPlane.Web.Hosting;

/// <summary>Puts the control plane together; tests build the same host.</summary>
internal static class ControlPlaneHost
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>A host that is ready to be opened and started.</summary>
    public static WebApplication Build(HostSettings settings, Action<WebApplicationBuilder>? adapt = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ControlPlaneHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddConfiguration(settings.Configuration);
        builder.WebHost.UseStaticWebAssets().UseUrls(settings.Server.Listen).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = (_, _) => kestrel.ApplicationServices.GetRequiredService<TlsCertificate>().Current);
        });
        builder.Services.Configure<HostFilteringOptions>(filter => filter.AllowedHosts = AllowedHosts(settings.Server));
        builder.Logging
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)

            // What a migration does to a table is settled when it is written, not at every start.
            .AddFilter("Microsoft.EntityFrameworkCore.Migrations", LogLevel.Error)

            // Its keys lie in a folder that only the owner can read, as its warning asks for.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)

            // A refused call is the agent's business; the reception logs what matters here.
            .AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);
        builder.Services.AddControlPlane(settings).AddShell();
        adapt?.Invoke(builder);

        var app = builder.Build();
        app.UseAnswerCounting();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when LostServer.IsCauseOf(exception) => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseWhen(IsForPrograms, programs => programs.UseStatusCodePages());
        app.UseSecurityHeaders();
        app.UseRateLimiter();
        app.UseSameOrigin();
        app.UseAuthentication();
        app.UseWhen(IsForPrograms, programs => programs.UseApiTokens());
        app.UseWhen(IsCircuit, circuits => circuits.Use((context, next) => context.RequestServices.GetRequiredService<LiveConnections>().WatchAsync(context, next)));
        app.UseAuthorization();
        app.UseShell();
        app.MapHub<AgentHub>(AgentRoutes.Hub, hub =>
        {
            // One request is one connection, so that one proof of the key stands for all of it.
            hub.Transports = HttpTransportType.WebSockets;
            hub.CloseOnAuthenticationExpiration = true;
        });
        app.MapAgentDoor();
        app.MapApi(settings.Access);
        app.MapIdentityProvider(settings.Access);
        app.MapShell();
        return app;
    }

    /// <summary>Opens the data folder and starts to listen.</summary>
    /// <returns>Why it cannot start; null when it runs.</returns>
    public static async Task<Refusal?> StartAsync(WebApplication app, CancellationToken cancellation)
    {
        if (await app.Services.GetRequiredService<ControlPlaneStart>().OpenAsync(cancellation) is { } refusal)
            return refusal;
        try
        {
            await app.StartAsync(cancellation);
            return null;
        }
        catch (IOException exception)
        {
            return new Refusal("listen_failed", exception.Message);
        }
    }

    private static bool IsCircuit(HttpContext context) => context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);

    private static bool IsForPrograms(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/agents/v1", StringComparison.Ordinal);

    private static string[] AllowedHosts(ServerOptions server) =>
        server.AllowedHosts?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? (server.IsLoopback ? OwnNames : ["*"]);
}
