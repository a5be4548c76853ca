using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Sqlite;

/// <inheritdoc />
public sealed class SqliteStateContext(DbContextOptions<SqliteStateContext> options) : StateContext(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
