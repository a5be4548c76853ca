using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Postgres;

/// <inheritdoc />
public sealed class PostgresStateContext(DbContextOptions<PostgresStateContext> options) : StateContext(options)
{
    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PostgresSettings.StateSchema);
        base.OnModelCreating(modelBuilder);
        modelBuilder.UseOrdinalText();
    }
}
