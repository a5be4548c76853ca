using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Postgres.Migrations.Series
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "series");

            migrationBuilder.CreateTable(
                name: "counted_feedback",
                schema: "series",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Metric = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Label = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_counted_feedback", x => new { x.Endpoint, x.RequestId, x.Metric });
                });

            migrationBuilder.CreateTable(
                name: "feature_points",
                schema: "series",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Resolution = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    Feature = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Sketch = table.Column<byte[]>(type: "bytea", nullable: true),
                    Categories = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Missing = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feature_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision, x.Feature });
                });

            migrationBuilder.CreateTable(
                name: "feedback_points",
                schema: "series",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Resolution = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Labelled = table.Column<long>(type: "bigint", nullable: false),
                    Correct = table.Column<long>(type: "bigint", nullable: false),
                    Confusion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rewards = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Details = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feedback_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "received_buckets",
                schema: "series",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BootId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Seconds = table.Column<int>(type: "integer", nullable: false),
                    Revision = table.Column<int>(type: "integer", nullable: false),
                    Features = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsOutOfTime = table.Column<bool>(type: "boolean", nullable: false),
                    Shift = table.Column<long>(type: "bigint", nullable: false),
                    Requests = table.Column<long>(type: "bigint", nullable: false),
                    Rejected = table.Column<long>(type: "bigint", nullable: false),
                    ModelErrors = table.Column<long>(type: "bigint", nullable: false),
                    Timeouts = table.Column<long>(type: "bigint", nullable: false),
                    Shed = table.Column<long>(type: "bigint", nullable: false),
                    InternalErrors = table.Column<long>(type: "bigint", nullable: false),
                    Diverted = table.Column<long>(type: "bigint", nullable: false),
                    Invalid = table.Column<long>(type: "bigint", nullable: false),
                    TrippedRequests = table.Column<long>(type: "bigint", nullable: false),
                    Latency = table.Column<byte[]>(type: "bytea", nullable: true),
                    Labels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Details = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_received_buckets", x => new { x.AgentId, x.BootId, x.Start, x.Endpoint, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "series_points",
                schema: "series",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Resolution = table.Column<int>(type: "integer", nullable: false),
                    Start = table.Column<long>(type: "bigint", nullable: false),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Requests = table.Column<long>(type: "bigint", nullable: false),
                    Rejected = table.Column<long>(type: "bigint", nullable: false),
                    ModelErrors = table.Column<long>(type: "bigint", nullable: false),
                    Timeouts = table.Column<long>(type: "bigint", nullable: false),
                    Shed = table.Column<long>(type: "bigint", nullable: false),
                    InternalErrors = table.Column<long>(type: "bigint", nullable: false),
                    Diverted = table.Column<long>(type: "bigint", nullable: false),
                    Invalid = table.Column<long>(type: "bigint", nullable: false),
                    TrippedRequests = table.Column<long>(type: "bigint", nullable: false),
                    Latency = table.Column<byte[]>(type: "bytea", nullable: true),
                    Labels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Details = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_series_points", x => new { x.Endpoint, x.Resolution, x.Start, x.Variant, x.RouteRevision });
                });

            migrationBuilder.CreateTable(
                name: "shadow_samples",
                schema: "series",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RequestId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Champion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChampionVersion = table.Column<int>(type: "integer", nullable: false),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Segments = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChampionLabel = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ChampionNumber = table.Column<double>(type: "double precision", nullable: true),
                    ShadowLabel = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ShadowNumber = table.Column<double>(type: "double precision", nullable: true),
                    Deviation = table.Column<double>(type: "double precision", nullable: false),
                    ChampionOutputs = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ShadowOutputs = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Label = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shadow_samples", x => new { x.Endpoint, x.RequestId, x.Variant });
                });

            migrationBuilder.CreateTable(
                name: "telemetry_boots",
                schema: "series",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BootId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Watermark = table.Column<long>(type: "bigint", nullable: false),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false),
                    LastBatchAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LateDuplicates = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_telemetry_boots", x => new { x.AgentId, x.BootId });
                });

            migrationBuilder.CreateTable(
                name: "variant_totals",
                schema: "series",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    BootId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Variant = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Requests = table.Column<long>(type: "bigint", nullable: false),
                    Errors = table.Column<long>(type: "bigint", nullable: false),
                    Diverted = table.Column<long>(type: "bigint", nullable: false),
                    ReportedRequests = table.Column<long>(type: "bigint", nullable: false),
                    ReportedErrors = table.Column<long>(type: "bigint", nullable: false),
                    DroppedRequests = table.Column<long>(type: "bigint", nullable: false),
                    DroppedErrors = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_variant_totals", x => new { x.AgentId, x.BootId, x.Endpoint, x.Variant });
                });

            migrationBuilder.CreateIndex(
                name: "ix_counted_feedback_age",
                schema: "series",
                table: "counted_feedback",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "ix_feature_points_age",
                schema: "series",
                table: "feature_points",
                columns: new[] { "Resolution", "Start" });

            migrationBuilder.CreateIndex(
                name: "ix_feedback_points_age",
                schema: "series",
                table: "feedback_points",
                columns: new[] { "Resolution", "Start" });

            migrationBuilder.CreateIndex(
                name: "ix_series_points_age",
                schema: "series",
                table: "series_points",
                columns: new[] { "Resolution", "Start" });

            migrationBuilder.CreateIndex(
                name: "ix_shadow_samples_age",
                schema: "series",
                table: "shadow_samples",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "ix_shadow_samples_time",
                schema: "series",
                table: "shadow_samples",
                columns: new[] { "Endpoint", "Variant", "AnsweredAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "counted_feedback",
                schema: "series");

            migrationBuilder.DropTable(
                name: "feature_points",
                schema: "series");

            migrationBuilder.DropTable(
                name: "feedback_points",
                schema: "series");

            migrationBuilder.DropTable(
                name: "received_buckets",
                schema: "series");

            migrationBuilder.DropTable(
                name: "series_points",
                schema: "series");

            migrationBuilder.DropTable(
                name: "shadow_samples",
                schema: "series");

            migrationBuilder.DropTable(
                name: "telemetry_boots",
                schema: "series");

            migrationBuilder.DropTable(
                name: "variant_totals",
                schema: "series");
        }
    }
}
