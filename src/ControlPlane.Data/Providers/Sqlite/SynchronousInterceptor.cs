using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Providers.Sqlite;

/// <summary>Sets <c>synchronous</c> on every opened connection, because SQLite does not remember it in the file.</summary>
internal sealed class SynchronousInterceptor(SqliteSynchronous synchronous) : DbConnectionInterceptor
{
    private readonly string _command = $"PRAGMA synchronous = {(int)synchronous}";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = _command;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = _command;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
