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
using ControlPlane.Data.Models;
using ControlPlane.Data.Providers.Sqlite;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Shadows;
using ControlPlane.Data.Telemetry;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

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
        services.AddSqliteContext<StateContext, SqliteStateContext>(folder => folder.StateFile, SqliteSynchronous.Full);
        services.AddSqliteContext<SeriesContext, SqliteSeriesContext>(folder => folder.SeriesFile, SqliteSynchronous.Normal);

        services.AddSingleton<StateWriter>();
        services.AddSingleton<SeriesWriter>();
        services.AddSingleton<CurrentInstallation>();
        services.AddSingleton<DatabaseStart>();
        services.AddSingleton(MakeArtifactStore);

        services.AddSingleton<ModelQueries>();
        services.AddSingleton<DeclarationQueries>();
        services.AddSingleton<EndpointQueries>();
        services.AddSingleton<RolloutQueries>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<RoutingTableQueries>();
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton<AuditVerifier>();
        services.AddSingleton<BackupStore>();
        services.AddSingleton<BackupRestore>();
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
        services.AddSingleton<AnsweredRequests>();
        services.AddSingleton<StoredDrafts>();
        return services;
    }

    private static IArtifactStore MakeArtifactStore(IServiceProvider provider)
    {
        var (options, folder) = (provider.GetRequiredService<IOptions<DataOptions>>().Value.Artifacts, provider.GetRequiredService<DataFolder>());
        return options.S3.Bucket is null
            ? new ArtifactStore(options.Folder ?? folder.ArtifactFolder)
            : new S3ArtifactStore(folder.InboxFolder, options.S3, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<S3ArtifactStore>>());
    }

    private static void AddSqliteContext<TContext, TProvider>(this IServiceCollection services, Func<DataFolder, string> file, SqliteSynchronous synchronous)
        where TContext : DbContext
        where TProvider : TContext
    {
        services.AddDbContextFactory<TProvider>((provider, options) =>
            SqliteSettings.Configure(options, file(provider.GetRequiredService<DataFolder>()), synchronous));
        services.AddSingleton<IDbContextFactory<TContext>>(provider =>
            new ContextFactory<TContext, TProvider>(provider.GetRequiredService<IDbContextFactory<TProvider>>()));
    }
}
