using ControlPlane.Contracts.Json;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Replicas;
using ControlPlane.Web.Api;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Audit;
using ControlPlane.Web.Features.Declarations;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Features.Quality;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Tokens;
using ControlPlane.Web.Features.Webhooks;
using ControlPlane.Web.Loops;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Proofs;
using ControlPlane.Web.Realtime.Replicas;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Hosting;

/// <summary>Registers the control plane, one method per area.</summary>
internal static class ControlPlaneServices
{
    // Reports name every endpoint and version that an agent has, some 300 bytes for a pair: the framework's 32 KB end at a hundred of them. Agents are
    // known by their credential before they may say anything.
    private const int HubMessageLimit = 256 * 1024;
    private const int HubParallelCalls = 4;
    private static readonly TimeSpan HubKeepAlive = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HubTimeout = TimeSpan.FromSeconds(15);

    public static IServiceCollection AddControlPlane(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(Options.Create(settings.Server));
        services.AddSingleton(Options.Create(settings.Data));
        services.AddSingleton(Options.Create(settings.Realtime));
        services.AddSingleton(Options.Create(settings.Rollout));
        services.AddSingleton(Options.Create(settings.Jobs));
        services.AddSingleton(Options.Create(settings.Analysis));
        services.AddSingleton(Options.Create(settings.ModelSources));
        services.AddSingleton(Options.Create(settings.Webhooks));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IdSource>();
        services.AddSingleton<TlsCertificate>();
        services.AddSingleton<ControlPlaneStart>();
        services.AddKeys(settings.Data);
        services.AddAccess(settings.Access).AddSignIn(settings.Access, settings.Server.Listen);
        return services.AddControlPlaneData().AddObservability().AddRealtime().AddFeatures().AddApiTokens().AddReplicaLoops(settings.Data).AddLoops().AddApi().AddRateLimits(settings.RateLimits);
    }

    // Keys of cookies and forms: replicas must read what another one handed out.
    private static void AddKeys(this IServiceCollection services, DataOptions data)
    {
        var keys = services.AddDataProtection();
        if (!data.IsPostgres)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(Path.GetFullPath(data.Folder), "keys")));
            return;
        }

        keys.SetApplicationName("control-plane");
        services.AddOptions<KeyManagementOptions>().Configure<SharedKeys>((options, shared) => options.XmlRepository = shared);
    }

    private static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<ChangeBell>();
        services.AddSingleton<PublishedTables>();
        services.AddSingleton<AgentConnections>();
        services.AddSingleton<AgentMembers>();
        services.AddSingleton<ProofNonces>();
        services.AddSingleton<SpentProofs>();
        services.AddSingleton<AgentProofs>();
        services.AddSingleton<AgentRates>();
        services.AddSingleton<MembershipFilter>();
        services.AddSingleton<AgentPresence>();
        services.AddSingleton<ConvergenceTracker>();
        services.AddSingleton<TablePublisher>();
        services.AddSingleton<AuditWitnesses>();
        services.AddSingleton<CloneWatch>();
        services.AddSingleton<FleetWatch>();
        services.AddSingleton<ElsewhereAgents>();
        services.AddSingleton<SharedTables>();
        services.AddSingleton<SharedMembers>();
        services.AddSingleton<SharedPresence>();
        services.AddSingleton<ChangeRinger>();
        services.AddSingleton<AgentReception>();
        services.AddSingleton<MeasurementIntake>();
        services.AddSingleton<AgentReports>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentReports>());
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AgentCredentialHandler>(AgentCredentialHandler.SchemeName, null);
        services.AddSignalR()
            .AddHubOptions<AgentHub>(hub =>
            {
                hub.MaximumReceiveMessageSize = HubMessageLimit;
                hub.KeepAliveInterval = HubKeepAlive;
                hub.ClientTimeoutInterval = HubTimeout;

                // An acknowledgement must not wait for a batch of telemetry to be committed.
                hub.MaximumParallelInvocationsPerClient = HubParallelCalls;
                hub.AddFilter<MembershipFilter>();
            })
            .AddJsonProtocol(json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJsonContext.Default));
        services.AddSingleton<IHubProtocol, StrictHubProtocol>();
        return services;
    }

    private static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddSingleton<RegisterVersionCommand>();
        services.AddSingleton<SetAliasCommand>();
        services.AddSingleton<ImportVersionCommand>();
        services.AddSingleton<WatchedModels>();
        services.AddSingleton<DescribeModelCommand>();
        services.AddSingleton<VersionReferenceQuery>();
        services.AddSingleton<PutDeclarationCommand>();
        services.AddSingleton<ForgetDeclarationCommand>();
        services.AddSingleton<EndpointChanges>();
        services.AddSingleton<EndpointFactsQuery>();
        services.AddSingleton<QualityQuery>();
        services.AddSingleton<PutEndpointCommand>();
        services.AddSingleton<DeleteEndpointCommand>();
        services.AddSingleton<ChangeSplitCommand>();
        services.AddSingleton<RollBackCommand>();
        services.AddSingleton<UndoCommand>();
        services.AddSingleton<RestoreRoutingCommand>();
        services.AddSingleton<AuditScreenQuery>();
        services.AddSingleton<DriftReader>();
        services.AddSingleton<LiveReferences>();
        services.AddSingleton<HistogramQuery>();
        services.AddSingleton<UploadReferenceCommand>();
        services.AddSingleton<RemoveReferenceCommand>();
        services.AddSingleton<SourceAddresses>();
        services.AddSingleton<SourceSecrets>();
        services.AddSingleton<SourceClient>();
        services.AddSingleton<PrometheusReader>();
        services.AddSingleton<WebhookReader>();
        services.AddSingleton<SourceReader>();
        services.AddSingleton<ExternalMeasurements>();
        services.AddSingleton<HookAnswers>();
        services.AddSingleton<TemplateReader>();
        services.AddSingleton<AddTemplateVersionCommand>();
        services.AddSingleton<DeleteTemplateCommand>();
        services.AddSingleton<TemplateScreenQuery>();
        services.AddSingleton<TryTemplateQuery>();
        services.AddSingleton<RolloutFactsReader>();
        services.AddSingleton<RolloutPreparation>();
        services.AddSingleton<RolloutChanges>();
        services.AddSingleton<StartRolloutCommand>();
        services.AddSingleton<RolloutVerbCommand>();
        services.AddSingleton<ReviseExperimentCommand>();
        services.AddSingleton<RedactSamplesCommand>();
        services.AddSingleton<PreviewRolloutQuery>();
        services.AddSingleton<SimulateRolloutQuery>();
        services.AddSingleton<JobChanges>();
        services.AddSingleton<JobMappings>();
        services.AddSingleton<JobResults>();
        services.AddSingleton<JobInputs>();
        services.AddSingleton<StartJobCommand>();
        services.AddSingleton<JobVerbCommand>();
        services.AddSingleton<RemoveJobCommand>();
        services.AddSingleton<ScheduleJobCommand>();
        services.AddSingleton<RemovePredictionsCommand>();
        services.AddSingleton<JobRepetition>();
        services.AddSingleton<PredictionPublisher>();
        services.AddSingleton<ChunkDesk>();
        services.AddSingleton<CreateJoinTokenCommand>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<JoinCommand>();
        services.AddSingleton<RenewCommand>();
        services.AddSingleton<RemoveAgentCommand>();
        services.AddSingleton<AdoptDatabaseCommand>();
        services.AddSingleton<RotateSigningKeyCommand>();
        services.AddSingleton<RetireSigningKeysCommand>();
        services.AddSingleton<WebhookAddresses>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<SaveWebhookCommand>();
        services.AddSingleton<DeleteWebhookCommand>();
        services.AddSingleton<TestWebhookCommand>();
        services.AddSingleton<ReplayDeliveryCommand>();
        return services;
    }

    private static IServiceCollection AddReplicaLoops(this IServiceCollection services, DataOptions data)
    {
        if (!data.IsPostgres)
            return services;
        services.AddHostedService<LeaseLoop>();
        services.AddHostedService<ReplicaLoop>();
        return services;
    }

    private static IServiceCollection AddLoops(this IServiceCollection services)
    {
        services.AddHostedService<LostAgentsLoop>();
        services.AddHostedService<PurgeLoop>();
        services.AddHostedService<BackupLoop>();
        services.AddHostedService<RolloutLoop>();
        services.AddHostedService<RetireLoop>();
        services.AddHostedService<DriftLoop>();
        services.AddHostedService<WatchFolderLoop>();
        services.AddHostedService<DeliveryLoop>();
        services.AddHostedService<JobLoop>();
        return services;
    }

    private static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context)));
        services.AddSingleton<IdempotencyFilter>();
        services.AddSingleton<RoutingTableReader>();
        services.AddSingleton<RolloutBodyReader>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer<ApiDocument>());
        return services;
    }

    // Answers that no refusal made: the framework's own, and failures.
    private static string CodeOf(ProblemDetailsContext context) => context.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ApiRefusals.PathNotFound,
        StatusCodes.Status405MethodNotAllowed => ApiRefusals.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => ApiRefusals.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ApiRefusals.MediaTypeUnsupported,
        StatusCodes.Status503ServiceUnavailable => DataRefusals.Unreachable,
        >= StatusCodes.Status500InternalServerError => ApiRefusals.Internal,
        _ => ApiRefusals.RequestMalformed,
    };
}
