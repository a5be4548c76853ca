using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Sqlite.Migrations.State
{
    /// <inheritdoc />
    public partial class Rollouts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsPreviousWarm",
                table: "endpoints",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "Overlay",
                table: "endpoints",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<long>(
                name: "PreviousWarmUntil",
                table: "endpoints",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Trips",
                table: "agents",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "rollout_events",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Rollout = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", nullable: false),
                    Way = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Trigger = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    Phase = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    Numbers = table.Column<string>(type: "TEXT", nullable: false),
                    RefusalCode = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollout_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rollouts",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    Pool = table.Column<string>(type: "TEXT", nullable: false),
                    Model = table.Column<string>(type: "TEXT", nullable: false),
                    Strategy = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Plan = table.Column<string>(type: "TEXT", nullable: false),
                    StableVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    PreviousStableVersion = table.Column<int>(type: "INTEGER", nullable: true),
                    Salt = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: false),
                    Phase = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Step = table.Column<int>(type: "INTEGER", nullable: false),
                    Sentence = table.Column<string>(type: "TEXT", nullable: false),
                    Pauses = table.Column<string>(type: "TEXT", nullable: false),
                    Runs = table.Column<string>(type: "TEXT", nullable: false),
                    Weights = table.Column<string>(type: "TEXT", nullable: true),
                    StratumRevision = table.Column<long>(type: "INTEGER", nullable: false),
                    StratumSince = table.Column<long>(type: "INTEGER", nullable: true),
                    TripsFrom = table.Column<long>(type: "INTEGER", nullable: false),
                    Watch = table.Column<string>(type: "TEXT", nullable: true),
                    Gate = table.Column<string>(type: "TEXT", nullable: true),
                    Baseline = table.Column<string>(type: "TEXT", nullable: false),
                    Timings = table.Column<string>(type: "TEXT", nullable: false),
                    IsAborted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Gap = table.Column<TimeSpan>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ConcurrencyVersion = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollouts", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_rollout_events_rollout",
                table: "rollout_events",
                columns: new[] { "Rollout", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_rollouts_ended_at",
                table: "rollouts",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "ix_rollouts_endpoint",
                table: "rollouts",
                columns: new[] { "Endpoint", "CreatedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rollout_events");

            migrationBuilder.DropTable(
                name: "rollouts");

            migrationBuilder.DropColumn(
                name: "IsPreviousWarm",
                table: "endpoints");

            migrationBuilder.DropColumn(
                name: "Overlay",
                table: "endpoints");

            migrationBuilder.DropColumn(
                name: "PreviousWarmUntil",
                table: "endpoints");

            migrationBuilder.DropColumn(
                name: "Trips",
                table: "agents");
        }
    }
}
