using ControlPlane.Web.Features.Access.Identity;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access;

/// <summary>Puts signing in, and the question who may do what, into the host.</summary>
internal static class AccessComposition
{
    /// <summary>What commands, pages and the API ask.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options)
    {
        services.AddSingleton(Options.Create(options));
        services.AddHttpContextAccessor();
        services.AddSingleton<Passwords>();
        services.AddSingleton<IRightsSource, PersonRights>();
        services.AddSingleton<CommandAccess>();
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<FirstAdmin>();
        services.AddSingleton<IdentityProvider>();
        services.AddSingleton<IdentitySignIn>();
        services.AddSingleton<InvitePersonCommand>();
        services.AddSingleton<RenewLinkCommand>();
        services.AddSingleton<ChangePersonCommand>();
        services.AddSingleton<EndSessionCommand>();
        services.AddScoped<Caller>();
        services.AddScoped<Viewer>();
        return services;
    }

    /// <summary>Who is let in: by default only who signed in.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, AccessOptions options, string listen)
    {
        services.AddAuthentication(AccessSchemes.Session).AddCookie(AccessSchemes.Session, cookie => SessionCookie.Configure(cookie, options, listen));
        services.AddAuthorization(authorization => authorization.FallbackPolicy =
            options.Mode == AccessMode.Open ? null : new AuthorizationPolicyBuilder(AccessSchemes.Session).RequireAuthenticatedUser().Build());
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.Configure<AntiforgeryOptions>(forms =>
        {
            forms.Cookie.Name = AccessSchemes.CookieName("controlplane-form", listen);
            forms.Cookie.Path = "/";
            forms.Cookie.SecurePolicy = listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
        return services;
    }
}
