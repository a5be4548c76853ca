using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Keys;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Proofs;
using ControlPlane.Web.Realtime.Replicas;

namespace ControlPlane.Web.Features.Agents;

/// <summary>
/// Gives an agent a fresh credential that proves its key, also when the old one has ended. An agent that joined before keys were shows its credential, which is good still,
/// and is bound to its key with this.
/// </summary>
internal sealed partial class RenewCommand(
    StateWriter writer, Memberships memberships, AgentMembers members, SharedMembers shared, AgentProofs proofs, IdSource ids, TimeProvider clock, ILogger<RenewCommand> logger)
{
    private static readonly Refusal Unknown = new(AgentRefusals.TokenInvalid, "The credential is not one of this installation; join again.");

    /// <summary>Runs it.</summary>
    /// <param name="request">Carries the credential and the proof.</param>
    /// <param name="renewal">What the agent asks.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Refusals: <see cref="AgentRefusals.TokenInvalid"/>, <see cref="AgentRefusals.ProofInvalid"/>, <see cref="AgentRefusals.ProofStale"/>, <see cref="AgentRefusals.Revoked"/>, <see cref="AgentRefusals.RenewalOver"/>.</returns>
    public async Task<Outcome<JoinResponse>> RunAsync(HttpRequest request, RenewalRequest renewal, CancellationToken cancellation)
    {
        if (ShownCredential.Of(request) is not { } credential || BearerSecret.Read(BearerSecret.CredentialKind, credential) is not { IsAccepted: true, Value: var shown })
            return Unknown;
        if (await shared.FindAsync(new AgentId(shown.Id), cancellation) is not { } known)
            return Unknown;
        var key = KeyOf(known, shown, renewal);
        if (key.Refusal is { } wrong)
            return wrong;
        if (proofs.Check(request, key.Value, credential) is { } unproved)
            return unproved;

        var secret = ids.NewSecret();
        var renewed = await writer.RunAsync(async (context, unitCancellation) =>
        {
            if (await new AgentStore(context).FindAsync(known.Id, unitCancellation) is not { } agent)
                return Unknown;
            var isFirst = agent.PublicKey is null;
            var outcome = agent.Renew(BearerSecret.HashOf(secret), key.Value, clock.GetUtcNow());
            if (isFirst && outcome.IsAccepted)
                context.Note(AgentDrafts.Bound(agent, clock.GetUtcNow()));
            return outcome;
        }, cancellation);
        if (renewed.Refusal is { } refusal)
            return refusal;

        members.Add(renewed.Value);
        LogRenewed(renewed.Value.Name, renewed.Value.Id, renewed.Value.CredentialExpiresAt!.Value);
        return memberships.Of(renewed.Value, secret);
    }

    // The key on record counts, whatever is sent. Only where there is none does the credential decide.
    private Outcome<byte[]> KeyOf(AgentNode agent, BearerSecret shown, RenewalRequest renewal)
    {
        if (agent.PublicKey is { } key)
            return key;
        if (agent.CheckCredential(shown, clock.GetUtcNow()) is { } refusal)
            return refusal;
        return P256.IsPublicKey(renewal.PublicKey)
            ? renewal.PublicKey!
            : Refusal.OfField(AgentRefusals.ProofInvalid, "publicKey", "is no public key of P-256", "use an agent of this build, which makes its key by itself");
    }

    [LoggerMessage(1622, LogLevel.Debug, "Agent {Name} ({AgentId}) renewed its credential, good until {ExpiresAt}.")]
    private partial void LogRenewed(string name, AgentId agentId, DateTimeOffset expiresAt);
}
