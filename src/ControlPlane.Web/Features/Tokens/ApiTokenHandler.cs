using System.Text.Encodings.Web;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Access;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ControlPlane.Web.Features.Tokens;

/// <summary>Authenticates programs by <c>Authorization: Bearer cpt_…</c>; a token in the query string is not looked at, because addresses end up in logs.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokenQueries tokens, ApiTokenUses uses, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "api-token";

    private const string Prefix = "Bearer ";

    private Refusal? _refusal;

    /// <summary>Whether a request shows an API token, sound or not.</summary>
    public static bool IsShownBy(HttpRequest request) => ShownBy(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ShownBy(Request) is not { } text)
            return AuthenticateResult.NoResult();
        var token = await IdentifyAsync(text);
        if (token.Refusal is { } refusal)
        {
            _refusal = refusal;
            return AuthenticateResult.Fail(refusal.Sentence);
        }

        await uses.NoteAsync(token.Value, Context.RequestAborted);
        return AuthenticateResult.Success(new AuthenticationTicket(
            AccessClaims.Of(new RightsHolder(HolderKind.Token, token.Value.Id), $"token {token.Value.Name}", session: null, SchemeName), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _refusal is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return RefusalResults.Of(_refusal ?? ApiToken.Unknown(), StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    private async Task<Outcome<ApiToken>> IdentifyAsync(string text)
    {
        var shown = BearerSecret.Read(BearerSecret.ApiTokenKind, text);
        if (!shown.IsAccepted || await tokens.FindAsync(shown.Value.Id, Context.RequestAborted) is not { } token)
            return ApiToken.Unknown();
        return token.Check(shown.Value, clock.GetUtcNow()) is { } refusal ? refusal : token;
    }

    private static string? ShownBy(HttpRequest request) =>
        request.Headers[HeaderNames.Authorization] is [{ } header] && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && header[Prefix.Length..].Trim() is var text && text.StartsWith($"{BearerSecret.ApiTokenKind}_", StringComparison.Ordinal)
            ? text
            : null;
}
