using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ControlPlane.Data.Providers.Sqlite.Migrations.State
{
    /// <inheritdoc />
    public partial class AgentKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ClonedAt",
                table: "agents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CredentialExpiresAt",
                table: "agents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PreviousExpiresAt",
                table: "agents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PreviousHash",
                table: "agents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "PublicKey",
                table: "agents",
                type: "BLOB",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ClonedAt",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "CredentialExpiresAt",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "PreviousExpiresAt",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "PreviousHash",
                table: "agents");

            migrationBuilder.DropColumn(
                name: "PublicKey",
                table: "agents");
        }
    }
}
