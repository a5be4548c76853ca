using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ControlPlane.Data.Providers.Postgres.Migrations.State
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "state");

            migrationBuilder.CreateTable(
                name: "agent_contacts",
                schema: "state",
                columns: table => new
                {
                    AgentId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Replica = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    HeardAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CommittedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agent_contacts", x => x.AgentId);
                });

            migrationBuilder.CreateTable(
                name: "agents",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Labels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LastContactAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    BootId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    AgentVersion = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ListenUrl = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Reported = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Acknowledged = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoints = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Versions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    LastRefusal = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Trips = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ResidentBytes = table.Column<long>(type: "bigint", nullable: false),
                    InFlight = table.Column<int>(type: "integer", nullable: false),
                    ClockOffset = table.Column<TimeSpan>(type: "interval", nullable: true),
                    Witnessed = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: true),
                    CredentialHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CredentialExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    PreviousHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PreviousExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ClonedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    JoinedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "analysis_templates",
                schema: "state",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NextNumber = table.Column<int>(type: "integer", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DeletedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_analysis_templates", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "answered_requests",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    ContentType = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Location = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EntityTag = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Body = table.Column<byte[]>(type: "bytea", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answered_requests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Grants = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerId = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Lifetime = table.Column<TimeSpan>(type: "interval", nullable: false),
                    SecretHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PreviousHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    PreviousExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RotatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastUsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RevokedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_tokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                schema: "state",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Form = table.Column<int>(type: "integer", nullable: false),
                    PreviousHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Way = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Numbers = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RefusalCode = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TableRevision = table.Column<long>(type: "bigint", nullable: true),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_head",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_head", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "batch_jobs",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InputDigest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    InputBytes = table.Column<long>(type: "bigint", nullable: false),
                    Header = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Settings = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Chunks = table.Column<int>(type: "integer", nullable: false),
                    RowsDone = table.Column<long>(type: "bigint", nullable: false),
                    ChunksDone = table.Column<int>(type: "integer", nullable: false),
                    BrokenRows = table.Column<long>(type: "bigint", nullable: false),
                    Problems = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ResultBytes = table.Column<long>(type: "bigint", nullable: false),
                    Phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ScheduledBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    IsStoreDue = table.Column<bool>(type: "boolean", nullable: false),
                    Schedule = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_jobs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "declarations",
                schema: "state",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Labels = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppliedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AppliedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_declarations", x => new { x.Kind, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "endpoint_events",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Way = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    After = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    TableRevision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_endpoint_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "installation",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    ClusterId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    FeedbackKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    Ahead = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installation", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "join_tokens",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SecretHash = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    UsedBy = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_join_tokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "leader_lease",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Holder = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Beat = table.Column<long>(type: "bigint", nullable: false),
                    HeldSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RenewedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_leader_lease", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "models",
                schema: "state",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_models", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "people",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    NameKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Grants = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PasswordHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Identity = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LinkHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LinkExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    DisabledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FailedSignIns = table.Column<int>(type: "integer", nullable: false),
                    LockedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SignedInAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "published_tables",
                schema: "state",
                columns: table => new
                {
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    Epoch = table.Column<long>(type: "bigint", nullable: false),
                    Digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Content = table.Column<byte[]>(type: "bytea", nullable: false),
                    CommittedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_published_tables", x => new { x.Pool, x.Revision });
                });

            migrationBuilder.CreateTable(
                name: "rollout_drafts",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false, collation: "C"),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollout_drafts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rollout_events",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Rollout = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Way = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Trigger = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true, collation: "C"),
                    Phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Numbers = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    RefusalCode = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollout_events", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "rollouts",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Strategy = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Plan = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StableVersion = table.Column<int>(type: "integer", nullable: false),
                    PreviousStableVersion = table.Column<int>(type: "integer", nullable: true),
                    Salt = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Phase = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Step = table.Column<int>(type: "integer", nullable: false),
                    Sentence = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pauses = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Runs = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Weights = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    StratumRevision = table.Column<long>(type: "bigint", nullable: false),
                    StratumSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    TripsFrom = table.Column<long>(type: "bigint", nullable: false),
                    Watch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Gate = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Baseline = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    HeldForDriftAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Timings = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsAborted = table.Column<bool>(type: "boolean", nullable: false),
                    Gap = table.Column<TimeSpan>(type: "interval", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rollouts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "shared_keys",
                schema: "state",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_shared_keys", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_sessions",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PersonId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    SeenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ExpiresAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Address = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Client = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_sessions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "signing_keys",
                schema: "state",
                columns: table => new
                {
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Document = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signing_keys", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "state_revision",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false),
                    Value = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_state_revision", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "webhooks",
                schema: "state",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    ProtectedSecret = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhooks", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "analysis_template_versions",
                schema: "state",
                columns: table => new
                {
                    Template = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Parameters = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Content = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_analysis_template_versions", x => new { x.Template, x.Number });
                    table.ForeignKey(
                        name: "FK_analysis_template_versions_analysis_templates_Template",
                        column: x => x.Template,
                        principalSchema: "state",
                        principalTable: "analysis_templates",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "batch_chunks",
                schema: "state",
                columns: table => new
                {
                    JobId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Range = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Lease = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Agent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    FreeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    IsRowByRow = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch_chunks", x => new { x.JobId, x.Number });
                    table.ForeignKey(
                        name: "FK_batch_chunks_batch_jobs_JobId",
                        column: x => x.JobId,
                        principalSchema: "state",
                        principalTable: "batch_jobs",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "endpoints",
                schema: "state",
                columns: table => new
                {
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Salt = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StableVersion = table.Column<int>(type: "integer", nullable: false),
                    PreviousStableVersion = table.Column<int>(type: "integer", nullable: true),
                    RouteRevision = table.Column<long>(type: "bigint", nullable: false),
                    ConcurrencyVersion = table.Column<long>(type: "bigint", nullable: false),
                    Settings = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Overlay = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PreviousWarmUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    IsPreviousWarm = table.Column<bool>(type: "boolean", nullable: false),
                    UndoState = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_endpoints", x => x.Name);
                    table.ForeignKey(
                        name: "FK_endpoints_models_Model",
                        column: x => x.Model,
                        principalSchema: "state",
                        principalTable: "models",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "model_aliases",
                schema: "state",
                columns: table => new
                {
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_aliases", x => new { x.Model, x.Name });
                    table.ForeignKey(
                        name: "FK_model_aliases_models_Model",
                        column: x => x.Model,
                        principalSchema: "state",
                        principalTable: "models",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "model_versions",
                schema: "state",
                columns: table => new
                {
                    Model = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SizeBytes = table.Column<long>(type: "bigint", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Tags = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Origin = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Signature = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Producer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OperatorSets = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Metadata = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Reading = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    GoldenDigest = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    GoldenBytes = table.Column<long>(type: "bigint", nullable: true),
                    SignedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    RegisteredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_versions", x => new { x.Model, x.Number });
                    table.ForeignKey(
                        name: "FK_model_versions_models_Model",
                        column: x => x.Model,
                        principalSchema: "state",
                        principalTable: "models",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Webhook = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EventType = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Subject = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Payload = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReplayOf = table.Column<long>(type: "bigint", nullable: true),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    State = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Said = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_webhook_deliveries_webhooks_Webhook",
                        column: x => x.Webhook,
                        principalSchema: "state",
                        principalTable: "webhooks",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "drift_references",
                schema: "state",
                columns: table => new
                {
                    Id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Part = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Source = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    FrozenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FrozenBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Features = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Skipped = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedBy = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drift_references", x => x.Id);
                    table.ForeignKey(
                        name: "FK_drift_references_endpoints_Endpoint",
                        column: x => x.Endpoint,
                        principalSchema: "state",
                        principalTable: "endpoints",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "endpoint_variants",
                schema: "state",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Order = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Role = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false, collation: "C"),
                    Weight = table.Column<int>(type: "integer", nullable: false),
                    Buckets = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_endpoint_variants", x => new { x.Endpoint, x.Name });
                    table.ForeignKey(
                        name: "FK_endpoint_variants_endpoints_Endpoint",
                        column: x => x.Endpoint,
                        principalSchema: "state",
                        principalTable: "endpoints",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "prediction_sets",
                schema: "state",
                columns: table => new
                {
                    Endpoint = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Pool = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    JobId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    Digest = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SizeBytes = table.Column<long>(type: "bigint", nullable: false),
                    Keys = table.Column<long>(type: "bigint", nullable: false),
                    ComputedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    PublishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_prediction_sets", x => x.Endpoint);
                    table.ForeignKey(
                        name: "FK_prediction_sets_endpoints_Endpoint",
                        column: x => x.Endpoint,
                        principalSchema: "state",
                        principalTable: "endpoints",
                        principalColumn: "Name",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                schema: "state",
                table: "state_revision",
                columns: new[] { "Id", "Value" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_agent_contacts_heard_at",
                schema: "state",
                table: "agent_contacts",
                column: "HeardAt");

            migrationBuilder.CreateIndex(
                name: "ix_agents_pool",
                schema: "state",
                table: "agents",
                column: "Pool");

            migrationBuilder.CreateIndex(
                name: "ix_answered_requests_answered_at",
                schema: "state",
                table: "answered_requests",
                column: "AnsweredAt");

            migrationBuilder.CreateIndex(
                name: "ix_api_tokens_created_at",
                schema: "state",
                table: "api_tokens",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_actor",
                schema: "state",
                table: "audit_entries",
                columns: new[] { "Actor", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                schema: "state",
                table: "audit_entries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_endpoint",
                schema: "state",
                table: "audit_entries",
                columns: new[] { "Endpoint", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject",
                schema: "state",
                table: "audit_entries",
                columns: new[] { "Subject", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_chunks_state",
                schema: "state",
                table: "batch_chunks",
                columns: new[] { "JobId", "State", "Number" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_jobs_endpoint",
                schema: "state",
                table: "batch_jobs",
                columns: new[] { "Endpoint", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_batch_jobs_phase",
                schema: "state",
                table: "batch_jobs",
                column: "Phase");

            migrationBuilder.CreateIndex(
                name: "ix_drift_references_endpoint",
                schema: "state",
                table: "drift_references",
                columns: new[] { "Endpoint", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "ix_endpoint_events_endpoint",
                schema: "state",
                table: "endpoint_events",
                columns: new[] { "Endpoint", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_endpoints_Model",
                schema: "state",
                table: "endpoints",
                column: "Model");

            migrationBuilder.CreateIndex(
                name: "ix_endpoints_pool",
                schema: "state",
                table: "endpoints",
                column: "Pool");

            migrationBuilder.CreateIndex(
                name: "ix_join_tokens_expires_at",
                schema: "state",
                table: "join_tokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "ix_model_versions_digest",
                schema: "state",
                table: "model_versions",
                column: "Digest");

            migrationBuilder.CreateIndex(
                name: "ix_people_identity",
                schema: "state",
                table: "people",
                column: "Identity",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_people_name_key",
                schema: "state",
                table: "people",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_prediction_sets_pool",
                schema: "state",
                table: "prediction_sets",
                column: "Pool");

            migrationBuilder.CreateIndex(
                name: "ix_rollout_drafts_changed_at",
                schema: "state",
                table: "rollout_drafts",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "ix_rollout_events_rollout",
                schema: "state",
                table: "rollout_events",
                columns: new[] { "Rollout", "Id" });

            migrationBuilder.CreateIndex(
                name: "ix_rollouts_ended_at",
                schema: "state",
                table: "rollouts",
                column: "EndedAt");

            migrationBuilder.CreateIndex(
                name: "ix_rollouts_endpoint",
                schema: "state",
                table: "rollouts",
                columns: new[] { "Endpoint", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_expires_at",
                schema: "state",
                table: "sign_in_sessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_person_id",
                schema: "state",
                table: "sign_in_sessions",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_due_at",
                schema: "state",
                table: "webhook_deliveries",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "ix_webhook_deliveries_webhook",
                schema: "state",
                table: "webhook_deliveries",
                columns: new[] { "Webhook", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "agent_contacts",
                schema: "state");

            migrationBuilder.DropTable(
                name: "agents",
                schema: "state");

            migrationBuilder.DropTable(
                name: "analysis_template_versions",
                schema: "state");

            migrationBuilder.DropTable(
                name: "answered_requests",
                schema: "state");

            migrationBuilder.DropTable(
                name: "api_tokens",
                schema: "state");

            migrationBuilder.DropTable(
                name: "audit_entries",
                schema: "state");

            migrationBuilder.DropTable(
                name: "audit_head",
                schema: "state");

            migrationBuilder.DropTable(
                name: "batch_chunks",
                schema: "state");

            migrationBuilder.DropTable(
                name: "declarations",
                schema: "state");

            migrationBuilder.DropTable(
                name: "drift_references",
                schema: "state");

            migrationBuilder.DropTable(
                name: "endpoint_events",
                schema: "state");

            migrationBuilder.DropTable(
                name: "endpoint_variants",
                schema: "state");

            migrationBuilder.DropTable(
                name: "installation",
                schema: "state");

            migrationBuilder.DropTable(
                name: "join_tokens",
                schema: "state");

            migrationBuilder.DropTable(
                name: "leader_lease",
                schema: "state");

            migrationBuilder.DropTable(
                name: "model_aliases",
                schema: "state");

            migrationBuilder.DropTable(
                name: "model_versions",
                schema: "state");

            migrationBuilder.DropTable(
                name: "people",
                schema: "state");

            migrationBuilder.DropTable(
                name: "prediction_sets",
                schema: "state");

            migrationBuilder.DropTable(
                name: "published_tables",
                schema: "state");

            migrationBuilder.DropTable(
                name: "rollout_drafts",
                schema: "state");

            migrationBuilder.DropTable(
                name: "rollout_events",
                schema: "state");

            migrationBuilder.DropTable(
                name: "rollouts",
                schema: "state");

            migrationBuilder.DropTable(
                name: "shared_keys",
                schema: "state");

            migrationBuilder.DropTable(
                name: "sign_in_sessions",
                schema: "state");

            migrationBuilder.DropTable(
                name: "signing_keys",
                schema: "state");

            migrationBuilder.DropTable(
                name: "state_revision",
                schema: "state");

            migrationBuilder.DropTable(
                name: "webhook_deliveries",
                schema: "state");

            migrationBuilder.DropTable(
                name: "analysis_templates",
                schema: "state");

            migrationBuilder.DropTable(
                name: "batch_jobs",
                schema: "state");

            migrationBuilder.DropTable(
                name: "endpoints",
                schema: "state");

            migrationBuilder.DropTable(
                name: "webhooks",
                schema: "state");

            migrationBuilder.DropTable(
                name: "models",
                schema: "state");
        }
    }
}
