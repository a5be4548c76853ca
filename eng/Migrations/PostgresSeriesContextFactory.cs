using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ControlPlane.Migrations;

/// <summary>Hands the measurements on PostgreSQL to the tool; no server is asked.</summary>
internal sealed class PostgresSeriesContextFactory : IDesignTimeDbContextFactory<PostgresSeriesContext>
{
    public PostgresSeriesContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresSeriesContext>();
        PostgresSettings.Configure(options, new NpgsqlConnectionStringBuilder("Host=nowhere;Database=none"), PostgresSettings.SeriesSchema);
        return new PostgresSeriesContext(options.Options);
    }
}
