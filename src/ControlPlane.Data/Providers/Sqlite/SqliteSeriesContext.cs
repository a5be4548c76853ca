using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Sqlite;

/// <inheritdoc />
public sealed class SqliteSeriesContext(DbContextOptions<SqliteSeriesContext> options) : SeriesContext(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
}
