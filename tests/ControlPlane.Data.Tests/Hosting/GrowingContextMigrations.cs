using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ControlPlane.Data.Tests.Hosting;

/// <summary>Makes a table.</summary>
[DbContext(typeof(GrowingContext))]
[Migration("20200101000000_First")]
internal sealed class FirstMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("CREATE TABLE things (name TEXT PRIMARY KEY)");
}

/// <summary>Changes it.</summary>
[DbContext(typeof(GrowingContext))]
[Migration("20200102000000_Second")]
internal sealed class SecondMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE things ADD COLUMN note TEXT");
}
