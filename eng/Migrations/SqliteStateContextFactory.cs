using ControlPlane.Data.Providers.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace ControlPlane.Migrations;

/// <summary>Hands the database of decisions to the tool; the file is never opened.</summary>
internal sealed class SqliteStateContextFactory : IDesignTimeDbContextFactory<SqliteStateContext>
{
    public SqliteStateContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteStateContext>().UseSqlite("Data Source=:memory:").Options);
}
