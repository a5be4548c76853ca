using ControlPlane.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ControlPlane.Migrations;

/// <summary>Hands the database of measurements to the tool; the file is never opened.</summary>
internal sealed class SqliteSeriesContextFactory : IDesignTimeDbContextFactory<SqliteSeriesContext>
{
    public SqliteSeriesContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteSeriesContext>().UseSqlite("Data Source=:memory:").Options);
}
