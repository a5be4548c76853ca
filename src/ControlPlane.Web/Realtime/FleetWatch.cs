using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Keys;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Signing;
using ControlPlane.Data.Writing;

namespace ControlPlane.Web.Realtime;

/// <summary>
/// Notices that agents have tables which this installation signed and this database does not hold: it was put back. From then on nothing is published, because what this
/// database says is older than what agents do; it reads, shows and takes measurements. Only a signature counts: an agent cannot make one up. A singleton, thread-safe.
/// </summary>
public sealed partial class FleetWatch(StateWriter writer, CurrentInstallation installation, SigningKeys keys, PublishedTables tables, ChangeBell bell, TimeProvider clock, ILogger<FleetWatch> logger)
{
    private volatile FleetAhead? _ahead;

    /// <summary>What showed that agents are ahead; null while nothing does.</summary>
    public FleetAhead? Ahead => _ahead;

    /// <summary>Takes over what the database says.</summary>
    public void Know(FleetAhead? ahead) => _ahead = ahead;

    /// <summary>An agent said what it has in force.</summary>
    public async Task HearAsync(AgentSession session, HelloReport hello, CancellationToken cancellation)
    {
        if (hello.AppliedDigest is not { } digest || !IsUnknown(session.Pool, hello.Applied, digest) || hello.Applied <= _ahead?.Position)
            return;
        if (!TableSignature.IsPublished(keys.Public, installation.Value.ClusterId, session.Pool, hello.Applied, digest, hello.AppliedSignature))
            return;
        var seen = new FleetAhead(hello.Applied, session.Pool, session.AgentName, clock.GetUtcNow());
        var outcome = await writer.RunAsync<FleetAhead>(async (context, unitCancellation) => await new FleetStore(context).MarkAsync(seen, unitCancellation), cancellation);
        if (!outcome.IsAccepted)
            return;
        _ahead = outcome.Value;
        LogBehind(session.AgentName, session.AgentId, hello.Applied, session.Pool);
        bell.Ring(ChangeTopic.Agents, session.AgentId);
    }

    // A higher place, or the same with another digest: two tables were published there, one of them before the database was put back.
    private bool IsUnknown(string pool, TablePosition applied, string digest)
    {
        var known = tables.Find(pool);
        var position = known is null ? default : PendingOffer.PositionOf(known);
        return applied > position || (applied == position && known is not null && known.Digest != digest);
    }

    [LoggerMessage(1661, LogLevel.Error, "Agent {Name} ({AgentId}) has table {Applied} of pool {Pool}, signed by this installation and not in this database: it is older than its agents. Nothing is published until it is adopted, or a newer backup is put back.")]
    private partial void LogBehind(string name, string agentId, TablePosition applied, string pool);
}
