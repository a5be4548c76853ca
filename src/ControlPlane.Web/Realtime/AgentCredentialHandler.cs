using System.Security.Claims;
using System.Text.Encodings.Web;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Api;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Realtime;

/// <summary>Authenticates agents by <c>Authorization: Bearer cpa_…</c>; a credential in the query string is not looked at, because addresses end up in logs.</summary>
internal sealed class AgentCredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SharedMembers members)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "agent-credential";
    public const string PoolClaim = "pool";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        return (await members.IdentifyAsync(header[Prefix.Length..].Trim(), Context.RequestAborted)).Match(
            agent => AuthenticateResult.Success(TicketOf(agent)),
            refusal => AuthenticateResult.Fail(refusal.Sentence));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Prefix.TrimEnd();
        return RefusalResults.Of(new(AgentRefusals.TokenInvalid, "This needs an agent's credential; join first."), StatusCodes.Status401Unauthorized)
            .ExecuteAsync(Context);
    }

    private static AuthenticationTicket TicketOf(AgentNode agent)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, agent.Id.Value), new Claim(ClaimTypes.Name, agent.Name), new Claim(PoolClaim, agent.Pool)],
            SchemeName);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName);
    }
}
