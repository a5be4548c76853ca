using System.Security.Claims;
using System.Text.Encodings.Web;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Api;
using ControlPlane.Web.Realtime.Proofs;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Realtime;

/// <summary>Authenticates agents by <c>Authorization: DPoP cpa_…</c> and a proof of the key it is bound to; an agent that joined before keys were has the credential alone.</summary>
internal sealed class AgentCredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SharedMembers members, AgentProofs proofs)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "agent-credential";
    public const string PoolClaim = "pool";

    private static readonly Refusal NotShown = new(AgentRefusals.TokenInvalid, "This needs an agent's credential; join first.");

    private Refusal _refusal = NotShown;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (ShownCredential.Of(Request) is not { } credential)
            return AuthenticateResult.NoResult();
        proofs.Hand(Response);
        var agent = await members.IdentifyAsync(credential, Context.RequestAborted);
        if ((agent.Refusal ?? (agent.Value.PublicKey is { } key ? proofs.Check(Request, key, credential) : null)) is not { } refusal)
            return AuthenticateResult.Success(TicketOf(agent.Value));

        // Whoever has no credential of this installation learns nothing more.
        _refusal = refusal.Code == AgentRefusals.TokenInvalid ? NotShown : refusal;
        return AuthenticateResult.Fail(refusal.Sentence);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _refusal.Code == AgentRefusals.ProofStale ? $"{KeyProof.Scheme} algs=\"ES256\", error=\"use_dpop_nonce\"" : $"{KeyProof.Scheme} algs=\"ES256\"";
        return RefusalResults.Of(_refusal, StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    private static AuthenticationTicket TicketOf(AgentNode agent)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, agent.Id.Value), new Claim(ClaimTypes.Name, agent.Name), new Claim(PoolClaim, agent.Pool)],
            SchemeName);
        return new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName);
    }
}
