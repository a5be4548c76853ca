using ControlPlane.Data.Access;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Analysis;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Backups;
using ControlPlane.Data.Bandits;
using ControlPlane.Data.Declarations;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Feedback;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Jobs;
using ControlPlane.Data.Models;
using ControlPlane.Data.Providers.Postgres;
using ControlPlane.Data.Providers.Sqlite;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Signing;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Webhooks;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ControlPlane.Data.Hosting;

/// <summary>Registers everything of this assembly. All singletons, safe to use from any scope, because they take context factories.</summary>
public static class DataServices
{
    /// <summary>Registers databases, writers, stores and queries; <see cref="DataOptions"/> are bound and validated by the caller.</summary>
    public static IServiceCollection AddControlPlaneData(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new DataFolder(provider.GetRequiredService<IOptions<DataOptions>>().Value.Folder));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<DataOptions>>().Value.Retention);
        services.AddContexts();
        services.AddSingleton(EngineOf);

        services.AddReplicas();

        services.AddSingleton<StateWriter>();
        services.AddSingleton<SeriesWriter>();
        services.AddSingleton<CurrentInstallation>();
        services.AddSingleton(provider => new DatabaseStart(
            provider.GetRequiredService<IDatabaseEngine>(),
            provider.GetRequiredService<StateWriter>(),
            provider.GetRequiredService<IArtifactStore>(),
            provider.GetRequiredService<CurrentInstallation>(),
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(SigningKeysOf);
        services.AddSingleton<ITableSigner>(provider => provider.GetRequiredService<SigningKeys>());
        services.AddSingleton(ArtifactsOf);
        services.AddSingleton(provider => JobFilesOf(provider));

        services.AddSingleton<ModelQueries>();
        services.AddSingleton<DeclarationQueries>();
        services.AddSingleton<EndpointQueries>();
        services.AddSingleton<RolloutQueries>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<JobQueries>();
        services.AddSingleton<RoutingTableQueries>();
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<ApiTokenQueries>();
        services.AddSingleton<FleetQueries>();
        services.AddSingleton<PersonQueries>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<BackupStore>();
        services.AddSingleton<BackupRestore>();
        services.AddSingleton<DatabaseAdoption>();
        services.AddSingleton<SeriesQueries>();
        services.AddSingleton<RewardQueries>();
        services.AddSingleton<RewardHistories>();
        services.AddSingleton<WeightQueries>();
        services.AddSingleton<WindowSeriesQueries>();
        services.AddSingleton<TelemetryIngest>();
        services.AddSingleton<FeedbackIngest>();
        services.AddSingleton<CompletenessQueries>();
        services.AddSingleton<FeatureQueries>();
        services.AddSingleton<PredictionQueries>();
        services.AddSingleton<WindowQueries>();
        services.AddSingleton<ReferenceStore>();
        services.AddSingleton<ShadowSampleStore>();
        services.AddSingleton<ShadowSampleQueries>();
        services.AddSingleton<SeriesPurge>();
        services.AddSingleton<JoinTokenPurge>();
        services.AddSingleton<SessionPurge>();
        services.AddSingleton<AnsweredRequests>();
        services.AddSingleton<WebhookQueries>();
        services.AddSingleton<DeliveryPurge>();
        services.AddSingleton<StoredDrafts>();
        return services;
    }

    private static void AddReplicas(this IServiceCollection services)
    {
        services.AddSingleton(provider => ReplicaName.Of(OptionsOf(provider).Replica));
        services.AddSingleton<LeasedLeadership>();
        services.AddSingleton<SharedState>();
        services.AddSingleton<AgentContacts>();
        services.AddSingleton<SharedKeys>();
        services.AddSingleton<ILeadership>(provider => OptionsOf(provider).IsPostgres
            ? provider.GetRequiredService<LeasedLeadership>()
            : new SoleLeadership(provider.GetRequiredService<ReplicaName>()));
    }

    private static void AddContexts(this IServiceCollection services)
    {
        services.AddDbContextFactory<SqliteStateContext>((provider, options) => SqliteSettings.Configure(options, FolderOf(provider).StateFile, SqliteSynchronous.Full));
        services.AddDbContextFactory<SqliteSeriesContext>((provider, options) => SqliteSettings.Configure(options, FolderOf(provider).SeriesFile, SqliteSynchronous.Normal));
        services.AddDbContextFactory<PostgresStateContext>((provider, options) => PostgresSettings.Configure(options, AddressOf(provider), PostgresSettings.StateSchema));
        services.AddDbContextFactory<PostgresSeriesContext>((provider, options) => PostgresSettings.Configure(options, AddressOf(provider), PostgresSettings.SeriesSchema));
        services.AddSingleton(FactoryOf<StateContext, SqliteStateContext, PostgresStateContext>);
        services.AddSingleton(FactoryOf<SeriesContext, SqliteSeriesContext, PostgresSeriesContext>);
    }

    private static IDbContextFactory<TContext> FactoryOf<TContext, TSqlite, TPostgres>(IServiceProvider provider)
        where TContext : DbContext
        where TSqlite : TContext
        where TPostgres : TContext => OptionsOf(provider).IsPostgres
        ? new ContextFactory<TContext, TPostgres>(provider.GetRequiredService<IDbContextFactory<TPostgres>>())
        : new ContextFactory<TContext, TSqlite>(provider.GetRequiredService<IDbContextFactory<TSqlite>>());

    private static IDatabaseEngine EngineOf(IServiceProvider provider)
    {
        var (state, series) = (provider.GetRequiredService<IDbContextFactory<StateContext>>(), provider.GetRequiredService<IDbContextFactory<SeriesContext>>());
        var loggers = provider.GetRequiredService<ILoggerFactory>();
        return OptionsOf(provider).IsPostgres
            ? new PostgresEngine(AddressOf(provider), FolderOf(provider), state, series, loggers)
            : new SqliteEngine(FolderOf(provider), state, series, loggers);
    }

    private static SigningKeys SigningKeysOf(IServiceProvider provider)
    {
        var contexts = provider.GetRequiredService<IDbContextFactory<StateContext>>();
        ISigningKeyStore store = OptionsOf(provider).IsPostgres ? new SharedSigningKeys(contexts) : new SigningKeyFile(FolderOf(provider));
        return new SigningKeys(store, contexts, provider.GetRequiredService<CurrentInstallation>(), OptionsOf(provider), provider.GetRequiredService<TimeProvider>());
    }

    private static IArtifactStore ArtifactsOf(IServiceProvider provider)
    {
        var (options, replica) = (OptionsOf(provider), provider.GetRequiredService<ReplicaName>().Value);
        if (options.S3.Bucket is not null)
            return new S3ArtifactStore(options.IsPostgres ? Path.Combine(FolderOf(provider).InboxFolder, replica) : FolderOf(provider).InboxFolder, options.S3, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<S3ArtifactStore>>());
        var folder = options.ArtifactFolder is { } named ? Path.GetFullPath(named) : FolderOf(provider).ArtifactFolder;
        return options.IsPostgres ? new ArtifactStore(folder, replica) : new ArtifactStore(folder);
    }

    // Replicas that share model files share these: an agent reports to whichever it is connected to.
    private static JobFiles JobFilesOf(IServiceProvider provider)
    {
        var options = OptionsOf(provider);
        var folder = options.ArtifactFolder is { } named ? Path.Combine(Path.GetFullPath(named), "jobs") : FolderOf(provider).JobFolder;
        var kept = Path.Combine(folder, "kept");
        return new JobFiles(folder, options.IsPostgres ? new ArtifactStore(kept, provider.GetRequiredService<ReplicaName>().Value) : new ArtifactStore(kept));
    }

    private static DataOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DataOptions>>().Value;

    private static DataFolder FolderOf(IServiceProvider provider) => provider.GetRequiredService<DataFolder>();

    private static NpgsqlConnectionStringBuilder AddressOf(IServiceProvider provider) =>
        PostgresAddress.Read(OptionsOf(provider).Database ?? "", out var problem) ?? throw new InvalidOperationException($"The setting Data:Database {problem}.");
}
