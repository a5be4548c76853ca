using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Agents;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Agents;

/// <summary>Makes a process with a join token a member; it has proved its key. The token is used up in the same transaction.</summary>
public sealed partial class JoinCommand(
    StateWriter writer, Memberships memberships, AgentMembers members, ChangeBell bell, IdSource ids, TimeProvider clock, ILogger<JoinCommand> logger)
{
    /// <summary>Runs it.</summary>
    /// <returns>Refusals: <see cref="AgentRefusals.TokenInvalid"/>, <see cref="AgentRefusals.Invalid"/>.</returns>
    public async Task<Outcome<JoinResponse>> RunAsync(JoinRequest request, CancellationToken cancellation)
    {
        var read = BearerSecret.Read(BearerSecret.JoinTokenKind, request.JoinToken);
        if (read.Refusal is { } malformed)
            return malformed;

        var id = new AgentId(ids.NewId());
        var secret = ids.NewSecret();
        var joined = await writer.RunAsync(
            (context, unitCancellation) => JoinAsync(context, request, read.Value, id, BearerSecret.HashOf(secret), unitCancellation),
            cancellation);
        if (joined.Refusal is { } refusal)
            return refusal;

        members.Add(joined.Value);
        bell.Ring(ChangeTopic.Agents, id.Value);
        LogJoined(joined.Value.Name, id, joined.Value.Pool);
        return memberships.Of(joined.Value, secret);
    }

    private async Task<Outcome<AgentNode>> JoinAsync(
        StateContext context, JoinRequest request, BearerSecret token, AgentId id, string credentialHash, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var agents = new AgentStore(context);
        if (await agents.FindTokenAsync(token.Id, cancellation) is not { } known)
            return JoinToken.Unknown();
        var outcome = known.Use(token, request.Pool, id, now).Then(_ => AgentNode.Join(id, request, credentialHash, now));
        if (outcome.IsAccepted)
        {
            agents.Add(outcome.Value);
            context.Note(AgentDrafts.Joined(outcome.Value, token.Id));
        }

        return outcome;
    }

    [LoggerMessage(1620, LogLevel.Information, "Agent {Name} ({AgentId}) joined pool {Pool}.")]
    private partial void LogJoined(string name, AgentId agentId, string pool);
}
