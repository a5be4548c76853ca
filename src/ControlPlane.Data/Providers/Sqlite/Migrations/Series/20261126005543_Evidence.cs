using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Sqlite.Migrations.Series
{
    /// <inheritdoc />
    public partial class Evidence : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Features",
                table: "received_buckets",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Details",
                table: "feedback_points",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "Label",
                table: "counted_feedback",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "feature_points",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Resolution = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    RouteRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    Feature = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Sketch = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Categories = table.Column<string>(type: "TEXT", nullable: false),
                    Missing = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feature_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision, x.Feature });
                });

            migrationBuilder.CreateTable(
                name: "shadow_samples",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Champion = table.Column<string>(type: "TEXT", nullable: false),
                    ChampionVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    RouteRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Segments = table.Column<string>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", nullable: false),
                    ChampionLabel = table.Column<string>(type: "TEXT", nullable: true),
                    ChampionNumber = table.Column<double>(type: "REAL", nullable: true),
                    ShadowLabel = table.Column<string>(type: "TEXT", nullable: true),
                    ShadowNumber = table.Column<double>(type: "REAL", nullable: true),
                    Deviation = table.Column<double>(type: "REAL", nullable: false),
                    ChampionOutputs = table.Column<string>(type: "TEXT", nullable: true),
                    ShadowOutputs = table.Column<string>(type: "TEXT", nullable: true),
                    Label = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shadow_samples", x => new { x.Endpoint, x.RequestId, x.Variant });
                });

            migrationBuilder.CreateIndex(
                name: "ix_feature_points_age",
                table: "feature_points",
                columns: new[] { "Resolution", "Start" });

            migrationBuilder.CreateIndex(
                name: "ix_shadow_samples_age",
                table: "shadow_samples",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "ix_shadow_samples_time",
                table: "shadow_samples",
                columns: new[] { "Endpoint", "Variant", "AnsweredAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "feature_points");

            migrationBuilder.DropTable(
                name: "shadow_samples");

            migrationBuilder.DropColumn(
                name: "Features",
                table: "received_buckets");

            migrationBuilder.DropColumn(
                name: "Details",
                table: "feedback_points");

            migrationBuilder.DropColumn(
                name: "Label",
                table: "counted_feedback");
        }
    }
}
