using ControlPlane.Contracts.Agents;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Signing;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Writes what a member is given when it joins and whenever it renews. A singleton, thread-safe.</summary>
public sealed class Memberships(CurrentInstallation installation, SigningKeys keys, TimeProvider clock)
{
    /// <summary>The membership of an agent with a fresh credential.</summary>
    /// <param name="agent">The committed member.</param>
    /// <param name="secret">Its credential's secret, of which only the hash is kept.</param>
    public JoinResponse Of(AgentNode agent, ReadOnlySpan<byte> secret) => new()
    {
        AgentId = agent.Id.Value,
        ClusterId = installation.Value.ClusterId,
        Credential = BearerSecret.Write(BearerSecret.CredentialKind, agent.Id.Value, secret),
        FeedbackKey = installation.Value.FeedbackKey,
        IssuedAt = clock.GetUtcNow(),
        ExpiresAt = agent.CredentialExpiresAt,
        SigningKeys = keys.Public,
    };
}
