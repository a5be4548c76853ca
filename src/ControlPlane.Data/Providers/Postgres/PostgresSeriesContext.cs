using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Postgres;

/// <inheritdoc />
public sealed class PostgresSeriesContext(DbContextOptions<PostgresSeriesContext> options) : SeriesContext(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PostgresSettings.SeriesSchema);
        base.OnModelCreating(modelBuilder);
        modelBuilder.UseOrdinalText();
    }
}
