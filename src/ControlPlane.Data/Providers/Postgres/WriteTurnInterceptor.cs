using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Providers.Postgres;

/// <summary>
/// Begins every transaction by taking the turn to write: one replica at a time changes a schema, and sees everything committed before.
/// That is what SQLite promises to its one process; rules that read before they write hold here as they do there. The end of the transaction gives the turn back.
/// </summary>
internal sealed class WriteTurnInterceptor(string schema) : DbTransactionInterceptor
{
    private readonly string _command = $"SELECT pg_advisory_xact_lock({KeyOf(schema)})";

    /// <summary>Number of a schema's turn, the same for every replica and build.</summary>
    internal static long KeyOf(string schema) => schema.Aggregate(0x0C0_17E01L, (key, letter) => (key * 31) + letter);

    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = _command;
        command.Transaction = result;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return result;
    }

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        using var command = connection.CreateCommand();
        command.CommandText = _command;
        command.Transaction = result;
        command.ExecuteNonQuery();
        return result;
    }
}
