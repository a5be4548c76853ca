using System.Security.Cryptography;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Access;
using ControlPlane.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Access.Identity;

/// <summary>The way to the identity provider and back: authorisation code with PKCE (RFC 6749, 7636, 9700). Stateless.</summary>
internal static class IdentityRoutes
{
    public const string There = "/sign-in/provider";
    public const string Back = "/sign-in/provider/back";

    private const string CookieName = "controlplane-attempt";
    private const string Purpose = "identity provider attempt";

    public static void MapIdentityProvider(this IEndpointRouteBuilder routes, AccessOptions access)
    {
        if (access.IdentityProvider.Authority is null)
            return;
        routes.MapGet(There, LeadAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Back, ReturnAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> LeadAsync(
        HttpContext context, IdentityProvider provider, IOptions<AccessOptions> options, IOptions<ServerOptions> server, IDataProtectionProvider protection, IdSource ids, TimeProvider clock, CancellationToken cancellation)
    {
        var described = await provider.DescribeAsync(cancellation);
        if (described.Refusal is { } refusal)
            return Refuse(context, refusal);
        var attempt = SignInAttempt.Begin(ids.NewSecret, LocalPath.Of(context.Request.Query["returnTo"]), clock.GetUtcNow());
        var sealedAttempt = protection.CreateProtector(Purpose).Protect(JsonSerializer.Serialize(attempt));
        context.Response.Cookies.Append(AccessSchemes.CookieName(CookieName, server.Value.Listen), sealedAttempt, CookieOf(server.Value));
        return Results.Redirect(QueryHelpers.AddQueryString(described.Value.Authorization.AbsoluteUri, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.Value.IdentityProvider.ClientId,
            ["redirect_uri"] = AddressOfBack(context.Request),
            ["scope"] = options.Value.IdentityProvider.Scopes,
            ["state"] = attempt.State,
            ["nonce"] = attempt.Nonce,
            ["code_challenge"] = attempt.Challenge,
            ["code_challenge_method"] = "S256",
        }));
    }

    private static async Task<IResult> ReturnAsync(
        HttpContext context, IdentityProvider provider, IdentitySignIn signIn, IOptions<ServerOptions> server, IDataProtectionProvider protection, TimeProvider clock, CancellationToken cancellation)
    {
        var cookie = AccessSchemes.CookieName(CookieName, server.Value.Listen);
        var attempt = Open(context.Request.Cookies[cookie], protection);
        context.Response.Cookies.Delete(cookie, CookieOf(server.Value));
        var query = context.Request.Query;
        if (attempt is null || !attempt.IsFor(query["state"], clock.GetUtcNow()))
            return Refuse(context, IdTokenCheck.Refuse("the answer belongs to another browser, or to a sign-in that took too long"));
        var described = await provider.DescribeAsync(cancellation);
        if (described.Refusal is { } silent)
            return Refuse(context, silent);
        if (query.TryGetValue("iss", out var issuer) ? issuer != described.Value.Issuer : described.Value.NamesItself)
            return Refuse(context, IdTokenCheck.Refuse("the answer comes from another provider"));
        if (query["code"] is not [{ Length: > 0 } code])
            return Refuse(context, IdTokenCheck.Refuse("it let nobody in"));
        var token = await provider.ExchangeAsync(code, attempt, AddressOfBack(context.Request), cancellation);
        if (token.Refusal is { } refused)
            return Refuse(context, refused);
        var signedIn = await signIn.RunAsync(token.Value, SignInOrigin.Of(context), cancellation);
        if (signedIn.Refusal is { } unknown)
            return Refuse(context, unknown);
        await SessionCookie.SignInAsync(context, signedIn.Value);
        return Results.Redirect(attempt.ReturnTo);
    }

    // The page says that it failed, in words of its own: an address must not be able to put others into its mouth. The log says why.
    private static IResult Refuse(HttpContext context, Refusal refusal)
    {
        context.RequestServices.GetRequiredService<ILogger<IdentityProvider>>().IdentityRefused(refusal.Sentence);
        var word = refusal.Code == AccessRefusals.IdentityUnreachable ? SignInProblem.Unreachable : SignInProblem.Refused;
        return Results.Redirect($"{SignInPaths.SignIn}?problem={word}");
    }

    private static SignInAttempt? Open(string? cookie, IDataProtectionProvider protection)
    {
        try
        {
            return cookie is null ? null : JsonSerializer.Deserialize<SignInAttempt>(protection.CreateProtector(Purpose).Unprotect(cookie));
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static string AddressOfBack(HttpRequest request) => $"{request.Scheme}://{request.Host}{Back}";

    private static CookieOptions CookieOf(ServerOptions server) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        MaxAge = SignInAttempt.Lifetime,
        SameSite = SameSiteMode.Lax,
        Secure = server.Listen.StartsWith("https://", StringComparison.OrdinalIgnoreCase),
    };
}
