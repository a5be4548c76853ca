using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Tokens;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace ControlPlane.Web.Features.Access;

/// <summary>The cookie that holds a session's sealed id: what it may do, how long, and that each request asks whether the session still holds. Stateless.</summary>
internal static class SessionCookie
{
    private const string Name = "controlplane-session";

    public static void Configure(CookieAuthenticationOptions cookie, AccessOptions access, string listen)
    {
        cookie.Cookie.Name = AccessSchemes.CookieName(Name, listen);
        cookie.Cookie.Path = "/";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.IsEssential = true;

        // Lax, so that a link in a message opens a page; requests that change something from elsewhere carry no such cookie, and are refused by their origin too.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = access.SessionLifetime;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = SignInPaths.SignIn;
        cookie.ReturnUrlParameter = "returnTo";

        // A program that shows a token is the token's, wherever a session is asked for.
        cookie.ForwardDefaultSelector = context => ApiTokenHandler.IsShownBy(context.Request) ? ApiTokenHandler.SchemeName : null;
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        cookie.Events.OnRedirectToLogin = context => ChallengeAsync(context, CommandAccess.SignInNeeded(), StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context =>
            ChallengeAsync(context, new Refusal(AccessRefusals.Forbidden, "This is not for the account that is signed in."), StatusCodes.Status403Forbidden);
    }

    /// <summary>Lets somebody's browser in.</summary>
    public static Task SignInAsync(HttpContext context, SignedIn signedIn) => context.SignInAsync(
        AccessSchemes.Session,
        AccessClaims.Of(new RightsHolder(HolderKind.Person, signedIn.Person.Id), signedIn.Person.Name, signedIn.SessionId, AccessSchemes.Session));

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var check = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        if (context.Principal?.FindFirst(AccessClaims.Session)?.Value is { } session && await check.CheckAsync(session, context.HttpContext.RequestAborted) is not null)
            return;
        context.RejectPrincipal();
    }

    // People are led to the page; programs are told in their own words.
    private static Task ChallengeAsync(RedirectContext<CookieAuthenticationOptions> context, Refusal refusal, int status)
    {
        var request = context.Request;
        var isForPeople = HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        if (isForPeople && status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }

        return RefusalResults.Of(refusal, status).ExecuteAsync(context.HttpContext);
    }
}
