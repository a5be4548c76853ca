using ControlPlane.Data.Providers.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace ControlPlane.Migrations;

/// <summary>Hands the decisions on PostgreSQL to the tool; no server is asked.</summary>
internal sealed class PostgresStateContextFactory : IDesignTimeDbContextFactory<PostgresStateContext>
{
    public PostgresStateContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresStateContext>();
        PostgresSettings.Configure(options, new NpgsqlConnectionStringBuilder("Host=nowhere;Database=none"), PostgresSettings.StateSchema);
        return new PostgresStateContext(options.Options);
    }
}
