using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ControlPlane.Data.Tests.Hosting;

/// <summary>A database with two migrations and no snapshot, because the product's databases have one migration each.</summary>
internal sealed class GrowingContext(string file) : DbContext(Options(file))
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity("Thing", thing =>
        {
            thing.ToTable("things");
            thing.Property<string>("name");
            thing.HasKey("name");
        });

    private static DbContextOptions Options(string file) => new DbContextOptionsBuilder()
        .UseSqlite($"Data Source={file}", sqlite => sqlite.MigrationsAssembly(typeof(GrowingContext).Assembly.FullName))
        .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
        .Options;
}
