using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Sqlite.Migrations.Series
{
    /// <inheritdoc />
    public partial class LabelsAndDrops : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReportedSequence",
                table: "variant_totals");

            migrationBuilder.AddColumn<long>(
                name: "DroppedRequests",
                table: "variant_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DroppedErrors",
                table: "variant_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "series_points",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "received_buckets",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            // Labels were kept among the details before.
            foreach (var table in new[] { "series_points", "received_buckets" })
                migrationBuilder.Sql($"UPDATE {table} SET Labels = coalesce(json_extract(Details, '$.labels'), '{{}}')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DroppedErrors",
                table: "variant_totals");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "series_points");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "received_buckets");

            migrationBuilder.DropColumn(
                name: "DroppedRequests",
                table: "variant_totals");

            migrationBuilder.AddColumn<long>(
                name: "ReportedSequence",
                table: "variant_totals",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
