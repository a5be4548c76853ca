using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Postgres;

/// <inheritdoc />
public sealed class PostgresSeriesContext(DbContextOptions<PostgresSeriesContext> options) : SeriesContext(options)
{
    /// <inheritdoc />
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        StorableText.Put(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

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
