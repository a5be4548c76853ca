using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Sqlite.Migrations.Series
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "counted_feedback",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    RequestId = table.Column<string>(type: "TEXT", nullable: false),
                    Metric = table.Column<string>(type: "TEXT", nullable: false),
                    AnsweredAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counted_feedback", x => new { x.Endpoint, x.RequestId, x.Metric });
                });

            migrationBuilder.CreateTable(
                name: "feedback_points",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Resolution = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    RouteRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Labelled = table.Column<long>(type: "INTEGER", nullable: false),
                    Correct = table.Column<long>(type: "INTEGER", nullable: false),
                    Confusion = table.Column<string>(type: "TEXT", nullable: false),
                    Rewards = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "received_buckets",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "TEXT", nullable: false),
                    BootId = table.Column<string>(type: "TEXT", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    RouteRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    IsOutOfTime = table.Column<bool>(type: "INTEGER", nullable: false),
                    Requests = table.Column<long>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    ModelErrors = table.Column<long>(type: "INTEGER", nullable: false),
                    Timeouts = table.Column<long>(type: "INTEGER", nullable: false),
                    Shed = table.Column<long>(type: "INTEGER", nullable: false),
                    InternalErrors = table.Column<long>(type: "INTEGER", nullable: false),
                    Diverted = table.Column<long>(type: "INTEGER", nullable: false),
                    Invalid = table.Column<long>(type: "INTEGER", nullable: false),
                    TrippedRequests = table.Column<long>(type: "INTEGER", nullable: false),
                    Latency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Labels = table.Column<string>(type: "TEXT", nullable: false),
                    Details = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_received_buckets", x => new { x.AgentId, x.BootId, x.Start, x.Endpoint, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "series_points",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Resolution = table.Column<int>(type: "INTEGER", nullable: false),
                    Start = table.Column<long>(type: "INTEGER", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    RouteRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Requests = table.Column<long>(type: "INTEGER", nullable: false),
                    Rejected = table.Column<long>(type: "INTEGER", nullable: false),
                    ModelErrors = table.Column<long>(type: "INTEGER", nullable: false),
                    Timeouts = table.Column<long>(type: "INTEGER", nullable: false),
                    Shed = table.Column<long>(type: "INTEGER", nullable: false),
                    InternalErrors = table.Column<long>(type: "INTEGER", nullable: false),
                    Diverted = table.Column<long>(type: "INTEGER", nullable: false),
                    Invalid = table.Column<long>(type: "INTEGER", nullable: false),
                    TrippedRequests = table.Column<long>(type: "INTEGER", nullable: false),
                    Latency = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Labels = table.Column<string>(type: "TEXT", nullable: false),
                    Details = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "telemetry_boots",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "TEXT", nullable: false),
                    BootId = table.Column<string>(type: "TEXT", nullable: false),
                    Watermark = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastBatchAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LateDuplicates = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_telemetry_boots", x => new { x.AgentId, x.BootId });
                });

            migrationBuilder.CreateTable(
                name: "variant_totals",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "TEXT", nullable: false),
                    BootId = table.Column<string>(type: "TEXT", nullable: false),
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Variant = table.Column<string>(type: "TEXT", nullable: false),
                    Requests = table.Column<long>(type: "INTEGER", nullable: false),
                    Errors = table.Column<long>(type: "INTEGER", nullable: false),
                    Diverted = table.Column<long>(type: "INTEGER", nullable: false),
                    ReportedRequests = table.Column<long>(type: "INTEGER", nullable: false),
                    ReportedErrors = table.Column<long>(type: "INTEGER", nullable: false),
                    DroppedRequests = table.Column<long>(type: "INTEGER", nullable: false),
                    DroppedErrors = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_variant_totals", x => new { x.AgentId, x.BootId, x.Endpoint, x.Variant });
                });

            migrationBuilder.CreateIndex(
                name: "ix_counted_feedback_age",
                table: "counted_feedback",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "ix_feedback_points_age",
                table: "feedback_points",
                columns: new[] { "Resolution", "Start" });

            migrationBuilder.CreateIndex(
                name: "ix_series_points_age",
                table: "series_points",
                columns: new[] { "Resolution", "Start" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "counted_feedback");

            migrationBuilder.DropTable(
                name: "feedback_points");

            migrationBuilder.DropTable(
                name: "received_buckets");

            migrationBuilder.DropTable(
                name: "series_points");

            migrationBuilder.DropTable(
                name: "telemetry_boots");

            migrationBuilder.DropTable(
                name: "variant_totals");
        }
    }
}
