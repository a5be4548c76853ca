using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ControlPlane.Data.Tests.Hosting;

/// <summary>Ask no server, so that they run everywhere.</summary>
public sealed class PostgresMigrationTests
{
    private static readonly NpgsqlConnectionStringBuilder Nowhere = new("Host=nowhere;Database=none");

    [Xunit.Fact]
    public void StateModel_HasNoChangeWithoutMigration()
    {
        using var context = new PostgresStateContext(OptionsOf<PostgresStateContext>(PostgresSettings.StateSchema));

        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Xunit.Fact]
    public void SeriesModel_HasNoChangeWithoutMigration()
    {
        using var context = new PostgresSeriesContext(OptionsOf<PostgresSeriesContext>(PostgresSettings.SeriesSchema));

        Assert.False(context.Database.HasPendingModelChanges());
    }

    private static DbContextOptions<TContext> OptionsOf<TContext>(string schema)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        PostgresSettings.Configure(options, Nowhere, schema);
        return options.Options;
    }
}
