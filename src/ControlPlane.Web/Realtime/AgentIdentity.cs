using System.Security.Claims;
using ControlPlane.Domain.Agents;

namespace ControlPlane.Web.Realtime;

/// <summary>The agent that an authenticated request is from. Immutable.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Pool">The environment it serves in.</param>
internal sealed record AgentIdentity(AgentId Id, string Name, string Pool)
{
    /// <exception cref="InvalidOperationException">The request was not authenticated as an agent's: its route forgot to ask for that.</exception>
    public static AgentIdentity Of(ClaimsPrincipal? user) => new(
        new AgentId(Claim(user, ClaimTypes.NameIdentifier)), Claim(user, ClaimTypes.Name), Claim(user, AgentCredentialHandler.PoolClaim));

    private static string Claim(ClaimsPrincipal? user, string type) =>
        user?.FindFirstValue(type) ?? throw new InvalidOperationException($"The request of an agent has no claim {type}.");
}
