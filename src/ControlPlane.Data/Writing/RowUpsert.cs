using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ControlPlane.Data.Writing;

/// <summary>
/// Writes whole rows of one table with one prepared statement: for what comes by the hundred every second, where tracking each entity would cost more than writing it.
/// Names, keys and conversions come from the mapping, the SQL is the one SQLite and PostgreSQL share. Belongs to one unit of work.
/// </summary>
internal sealed class RowUpsert<TRow> : IAsyncDisposable
    where TRow : class
{
    private readonly IReadOnlyList<IProperty> _properties;
    private readonly DbCommand _insert;
    private readonly DbCommand _upsert;

    /// <summary>Statements on the connection and in the transaction of a unit's context.</summary>
    public RowUpsert(DbContext context)
    {
        var entity = context.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        var sql = context.GetService<ISqlGenerationHelper>();
        _properties = [.. entity.GetProperties()];

        string Column(IProperty property) => sql.DelimitIdentifier(property.GetColumnName(table)!);
        var keys = entity.FindPrimaryKey()!.Properties;
        var values = string.Join(", ", _properties.Select((_, index) => $"@p{index}"));
        var insert = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", _properties.Select(Column))}) VALUES ({values}) "
            + $"ON CONFLICT ({string.Join(", ", keys.Select(Column))}) DO ";
        _insert = CommandOf(context, $"{insert}NOTHING");
        _upsert = CommandOf(context, $"{insert}UPDATE SET {string.Join(", ", _properties.Except(keys).Select(p => $"{Column(p)} = excluded.{Column(p)}"))}");
    }

    /// <summary>Adds a row unless its key is taken.</summary>
    /// <returns>Whether it was added.</returns>
    public async ValueTask<bool> TryInsertAsync(TRow row, CancellationToken cancellationToken) => await RunAsync(_insert, row, cancellationToken) == 1;

    /// <summary>Adds a row or puts it in the place of the one with its key.</summary>
    public async ValueTask WriteAsync(TRow row, CancellationToken cancellationToken) => await RunAsync(_upsert, row, cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _upsert.DisposeAsync();
    }

    private Task<int> RunAsync(DbCommand command, TRow row, CancellationToken cancellationToken)
    {
        for (var index = 0; index < _properties.Count; index++)
        {
            var property = _properties[index];
            var value = property.GetGetter().GetClrValue(row);
            command.Parameters[index].Value = (property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        }

        return command.ExecuteNonQueryAsync(cancellationToken);
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
