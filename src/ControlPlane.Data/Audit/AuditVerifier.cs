using System.Data.Common;
using System.Globalization;
using ControlPlane.Contracts.Audit;
using ControlPlane.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ControlPlane.Data.Audit;

/// <summary>
/// Reads a whole audit chain and checks it. Columns are read as they lie in the database, not through the mapping,
/// so that a value that fits no type is a finding and no exception. One statement reads chain and head, so that appends meanwhile do not disturb. Thread-safe.
/// </summary>
public sealed class AuditVerifier(IDbContextFactory<StateContext> contexts)
{
    /// <summary>Checks everything.</summary>
    /// <param name="witnesses">Heads that others keep; those that agents reported last are asked besides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AuditVerdict> VerifyAsync(IReadOnlyCollection<AuditWitness> witnesses, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await VerifyAsync(context, witnesses, cancellationToken);
    }

    /// <summary>Checks the chain a context reaches.</summary>
    public static async Task<AuditVerdict> VerifyAsync(StateContext context, IReadOnlyCollection<AuditWitness> witnesses, CancellationToken cancellationToken)
    {
        var agents = await context.Agents.AsNoTracking().Where(a => a.Witnessed != null).Select(a => new { a.Id, a.Name, a.Witnessed }).ToListAsync(cancellationToken);
        var check = new AuditCheck([.. witnesses.Concat(agents.Select(a => OfAgent(a.Id.Value, a.Name, a.Witnessed!))).Distinct()]);

        await context.Database.OpenConnectionAsync(cancellationToken);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = StatementOf(context);
        AuditHead? head = null;
        var fields = Enum.GetValues<AuditField>().Length;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var values = Enumerable.Range(0, reader.FieldCount).Select(column => TextOf(reader, column)).ToList();
                head = HeadOf(values[fields + 1], values[fields + 2]);
                check.Take(new AuditRecord(values[..fields], values[fields]));
            }
        }

        // Without entries no row told the head, which may be there all the same.
        return check.End(head ?? (await context.ChainHeads.AsNoTracking().OrderBy(h => h.Id).FirstOrDefaultAsync(cancellationToken))?.Value);
    }

    /// <summary>An agent as it stands in a sentence.</summary>
    public static AuditWitness OfAgent(string id, string name, AuditHead head) => new($"agent {name} ({id})", head);

    private static string StatementOf(StateContext context)
    {
        var sql = context.GetService<ISqlGenerationHelper>();
        var entries = context.Model.FindEntityType(typeof(AuditEntry))!;
        var table = StoreObjectIdentifier.Create(entries, StoreObjectType.Table)!.Value;
        var heads = context.Model.FindEntityType(typeof(ChainHead))!;
        var headTable = StoreObjectIdentifier.Create(heads, StoreObjectType.Table)!.Value;
        string Column(IEntityType type, StoreObjectIdentifier of, string property) => sql.DelimitIdentifier(type.FindProperty(property)!.GetColumnName(of)!);

        string[] names = [.. Enum.GetNames<AuditField>(), nameof(AuditEntry.Hash)];
        var head = $"(SELECT {Column(heads, headTable, nameof(ChainHead.Sequence))} FROM {sql.DelimitIdentifier(headTable.Name, headTable.Schema)}), "
            + $"(SELECT {Column(heads, headTable, nameof(ChainHead.Hash))} FROM {sql.DelimitIdentifier(headTable.Name, headTable.Schema)})";
        var sequence = Column(entries, table, nameof(AuditEntry.Sequence));
        return $"SELECT {string.Join(", ", names.Select(n => Column(entries, table, n)))}, {head} FROM {sql.DelimitIdentifier(table.Name, table.Schema)} AS entry "
            + $"ORDER BY entry.{sequence}";
    }

    private static AuditHead? HeadOf(string? sequence, string? hash) =>
        long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new AuditHead(number, hash ?? "") : null;

    private static string? TextOf(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => null,
        string text => text,
        byte[] bytes => $"0x{Convert.ToHexStringLower(bytes)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString(),
    };
}
