using ControlPlane.Data.Hosting;
using ControlPlane.Data.Providers.Postgres;
using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ControlPlane.Data.Replicas;

/// <summary>What replicas tell each other about the agents that are connected to them. Thread-safe.</summary>
public sealed class AgentContacts(ReplicaName name, IDbContextFactory<StateContext> contexts, IOptions<DataOptions> options, TimeProvider time)
{
    private const string Statement =
        $"""
        INSERT INTO {PostgresSettings.StateSchema}.agent_contacts AS known ("AgentId", "Replica", "HeardAt", "CommittedUntil")
        SELECT agent, $2, heard, committed FROM unnest($1::text[], $3::timestamptz[], $4::timestamptz[]) AS said (agent, heard, committed)
        ON CONFLICT ("AgentId") DO UPDATE
        SET "Replica" = excluded."Replica", "HeardAt" = excluded."HeardAt", "CommittedUntil" = coalesce(excluded."CommittedUntil", known."CommittedUntil")
        WHERE known."HeardAt" <= excluded."HeardAt"
        """;

    /// <summary>Says what this replica heard of its agents. Nobody decides anything here, so it takes no turn among the writers.</summary>
    public async Task TellAsync(IReadOnlyList<(string AgentId, DateTimeOffset HeardAt, DateTimeOffset? CommittedUntil)> heard, CancellationToken cancellationToken)
    {
        if (heard.Count == 0)
            return;
        var address = PostgresAddress.Read(options.Value.Database!, out _)!;
        await using var connection = new NpgsqlConnection(PostgresSettings.Complete(address));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Statement, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. heard.Select(h => h.AgentId)] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name.Value });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. heard.Select(h => h.HeardAt.UtcDateTime)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime?[]> { TypedValue = [.. heard.Select(h => h.CommittedUntil?.UtcDateTime)] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What other replicas heard of theirs lately.</summary>
    public async Task<IReadOnlyList<AgentContact>> OfOthersAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - AgentHealthRule.LostAfter;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<AgentContact>().AsNoTracking().Where(c => c.Replica != name.Value && c.HeardAt > since).ToListAsync(cancellationToken);
    }

    /// <summary>Members whom other replicas hear, as they reported last, by id.</summary>
    public async Task<IReadOnlyDictionary<AgentId, AgentNode>> ReportsAsync(IReadOnlyList<AgentContact> contacts, CancellationToken cancellationToken)
    {
        var ids = contacts.Select(c => new AgentId(c.AgentId)).ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Agents.AsNoTracking().Where(a => ids.Contains(a.Id) && a.RevokedAt == null).ToDictionaryAsync(a => a.Id, cancellationToken);
    }
}
