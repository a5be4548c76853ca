using System.Data.Common;
using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ControlPlane.Data.Writing;

/// <summary>
/// Writes whole rows of one table with one prepared statement: for what comes by the hundred every second, where tracking each entity would cost more than writing it.
/// A server is sent many of them at a time, so that a row costs no way to it and back.
/// Names, keys and conversions come from the mapping, the SQL is the one SQLite and PostgreSQL share. Belongs to one unit of work.
/// </summary>
internal sealed class RowUpsert<TRow> : IAsyncDisposable
    where TRow : class
{
    private const int BatchLimit = 500;

    private readonly IReadOnlyList<IProperty> _properties;
    private readonly DbCommand _insert;
    private readonly DbCommand _upsert;
    private readonly bool _isServer;

    /// <summary>Statements on the connection and in the transaction of a unit's context.</summary>
    public RowUpsert(DbContext context)
    {
        var entity = context.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = context.GetService<ISqlGenerationHelper>();
        _properties = [.. entity.GetProperties()];
        _isServer = context.Database.GetDbConnection().CanCreateBatch;

        string Column(IProperty property) => sql.DelimitIdentifier(property.GetColumnName(table)!);
        var keys = entity.FindPrimaryKey()!.Properties;
        var values = string.Join(", ", _properties.Select((_, index) => $"@p{index}"));
        var insert = $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", _properties.Select(Column))}) VALUES ({values}) "
            + $"ON CONFLICT ({string.Join(", ", keys.Select(Column))}) DO ";
        _insert = CommandOf(context, $"{insert}NOTHING");
        _upsert = CommandOf(context, $"{insert}UPDATE SET {string.Join(", ", _properties.Except(keys).Select(p => $"{Column(p)} = excluded.{Column(p)}"))}");
    }

    /// <summary>Adds rows, each unless its key is taken, also by one before it.</summary>
    /// <returns>For each whether it was added.</returns>
    public async ValueTask<IReadOnlyList<bool>> TryInsertAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken) =>
        [.. (await RunAsync(_insert, rows, cancellationToken)).Select(count => count == 1)];

    /// <summary>Adds rows or puts them in the place of those with their keys.</summary>
    public async ValueTask WriteAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken) => await RunAsync(_upsert, rows, cancellationToken);

    /// <summary>Adds a row or puts it in the place of the one with its key.</summary>
    public async ValueTask WriteAsync(TRow row, CancellationToken cancellationToken) => await RunAsync(_upsert, row, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _upsert.DisposeAsync();
    }

    private async Task<IReadOnlyList<int>> RunAsync(DbCommand command, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        var counts = new List<int>(rows.Count);
        if (_isServer)
        {
            foreach (var chunk in rows.Chunk(BatchLimit))
                counts.AddRange(await RunBatchAsync(command, chunk, cancellationToken));
            return counts;
        }

        foreach (var row in rows)
            counts.Add(await RunAsync(command, row, cancellationToken));
        return counts;
    }

    private async Task<IEnumerable<int>> RunBatchAsync(DbCommand command, TRow[] rows, CancellationToken cancellationToken)
    {
        await using var batch = command.Connection!.CreateBatch();
        batch.Transaction = command.Transaction;
        foreach (var row in rows)
        {
            var one = batch.CreateBatchCommand();
            one.CommandText = command.CommandText;
            for (var index = 0; index < _properties.Count; index++)
            {
                var parameter = one.CreateParameter();
                parameter.ParameterName = command.Parameters[index].ParameterName;
                parameter.Value = ValueOf(_properties[index], row);
                one.Parameters.Add(parameter);
            }

            batch.BatchCommands.Add(one);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return [.. batch.BatchCommands.Select(c => c.RecordsAffected)];
    }

    private Task<int> RunAsync(DbCommand command, TRow row, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _properties.Count; index++)
            command.Parameters[index].Value = ValueOf(_properties[index], row);
        return command.ExecuteNonQueryAsync(cancellationToken);
    }

    private object ValueOf(IProperty property, TRow row)
    {
        var value = property.GetGetter().GetClrValue(row);
        var stored = property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        return (_isServer && stored is string text ? StorableText.Of(text) : stored) ?? DBNull.Value;
    }

    private DbCommand CommandOf(DbContext context, string sql)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        for (var index = 0; index < _properties.Count; index++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{index}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
