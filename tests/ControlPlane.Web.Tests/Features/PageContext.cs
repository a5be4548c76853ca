using ControlPlane.Data;
using ControlPlane.Data.Hosting;
using ControlPlane.Data.Installations;
using ControlPlane.TestKit;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Audit;
using ControlPlane.Web.Features.Bandits;
using ControlPlane.Web.Features.Declarations;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Features.Quality;
using ControlPlane.Web.Features.Rollouts;
using ControlPlane.Web.Features.Rollouts.Wizard;
using ControlPlane.Web.Features.Tokens;
using ControlPlane.Web.Features.Webhooks;
using ControlPlane.Web.Hosting;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Realtime.Replicas;
using ControlPlane.Web.Shell;
using ControlPlane.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Tests.Features;

/// <summary>Pages over the real queries and commands on a database folder of their own; only the network is absent.</summary>
public abstract class PageContext : ComponentContext, IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    protected PageContext()
    {
        Services.AddSingleton(Options.Create(new DataOptions { Folder = _folder.Path }));
        Services.AddSingleton(Options.Create(new RealtimeOptions()));
        Services.AddControlPlaneData();
        Services.AddAccess(new AccessOptions { Mode = AccessMode.Open });
        Services.AddScoped<AuthenticationStateProvider>(_ => new StrangerAuthentication());
        Services.AddSingleton<IdSource>();
        Services.AddSingleton<PublishedTables>();
        Services.AddSingleton<AgentConnections>();
        Services.AddSingleton<AgentMembers>();
        Services.AddSingleton<AgentPresence>();
        Services.AddSingleton<TablePublisher>();
        Services.AddSingleton<ElsewhereAgents>();
        Services.AddSingleton<ConvergenceTracker>();
        Services.AddSingleton<EndpointChanges>();
        Services.AddSingleton<ChangeSplitCommand>();
        Services.AddSingleton<RollBackCommand>();
        Services.AddSingleton<UndoCommand>();
        Services.AddSingleton<PutEndpointCommand>();
        Services.AddSingleton<DeleteEndpointCommand>();
        Services.AddSingleton<SetAliasCommand>();
        Services.AddSingleton<PutDeclarationCommand>();
        Services.AddSingleton(Options.Create(new JobOptions()));
        Services.AddSingleton<JobChanges>();
        Services.AddSingleton<JobInputs>();
        Services.AddSingleton<JobVerbCommand>();
        Services.AddSingleton<RemoveJobCommand>();
        Services.AddSingleton<ScheduleJobCommand>();
        Services.AddScoped<JobActions>();
        Services.AddSingleton<WatchedModels>();
        Services.AddSingleton<VersionComparisonQuery>();
        Services.AddSingleton<CreateJoinTokenCommand>();
        Services.AddSingleton<RemoveAgentCommand>();
        Services.AddSingleton<CreateApiTokenCommand>();
        Services.AddSingleton<RotateApiTokenCommand>();
        Services.AddSingleton<RevokeApiTokenCommand>();
        Services.AddSingleton(Options.Create(new RolloutOptions()));
        Services.AddSingleton<DriftReader>();
        Services.AddSingleton<LiveReferences>();
        Services.AddSingleton<HistogramQuery>();
        Services.AddSingleton<DriftScreenQuery>();
        Services.AddSingleton<UploadReferenceCommand>();
        Services.AddSingleton<RemoveReferenceCommand>();
        Services.AddSingleton(Options.Create(new AnalysisOptions()));
        Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddSingleton<SourceAddresses>();
        Services.AddSingleton<SourceSecrets>();
        Services.AddSingleton<SourceClient>();
        Services.AddSingleton<PrometheusReader>();
        Services.AddSingleton<WebhookReader>();
        Services.AddSingleton<SourceReader>();
        Services.AddSingleton<TryTemplateQuery>();
        Services.AddSingleton<TemplateReader>();
        Services.AddSingleton<AddTemplateVersionCommand>();
        Services.AddSingleton<DeleteTemplateCommand>();
        Services.AddSingleton<TemplateScreenQuery>();
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton(Options.Create(new WebhookOptions()));
        Services.AddSingleton<WebhookAddresses>();
        Services.AddSingleton<WebhookSecrets>();
        Services.AddSingleton<SaveWebhookCommand>();
        Services.AddSingleton<DeleteWebhookCommand>();
        Services.AddSingleton<TestWebhookCommand>();
        Services.AddSingleton<ReplayDeliveryCommand>();
        Services.AddSingleton<AuditWitnesses>();
        Services.AddSingleton<AuditScreenQuery>();
        Services.AddSingleton<RestoreRoutingCommand>();
        Services.AddSingleton<HookAnswers>();
        Services.AddSingleton<RolloutFactsReader>();
        Services.AddSingleton<RolloutPreparation>();
        Services.AddSingleton<RolloutChanges>();
        Services.AddSingleton<StartRolloutCommand>();
        Services.AddSingleton<RolloutVerbCommand>();
        Services.AddSingleton<ReviseExperimentCommand>();
        Services.AddSingleton<RedactSamplesCommand>();
        Services.AddSingleton<PreviewRolloutQuery>();
        Services.AddSingleton<SimulateRolloutQuery>();
        Services.AddSingleton<RolloutScreenQuery>();
        Services.AddSingleton<BanditScreenQuery>();
        Services.AddSingleton<WizardScreenQuery>();
        Services.AddSingleton<OverviewQuery>();
        Services.AddSingleton<EndpointFactsQuery>();
        Services.AddSingleton<EndpointScreenQuery>();
        Services.AddSingleton<EndpointChartsQuery>();
        Services.AddSingleton<QualityQuery>();
        Services.AddScoped<EndpointActions>();
        Services.AddScoped<RolloutActions>();
        Services.AddScoped<Toasts>();
    }

    protected Seed Seed => new(Services);

    public virtual async Task InitializeAsync()
    {
        var opened = await Services.GetRequiredService<DatabaseStart>().OpenAsync(() => new InstallationSeed("cluster", new byte[32]), CancellationToken.None);
        Assert.True(opened.IsAccepted, opened.Refusal?.ToString());
    }

    Task IAsyncLifetime.DisposeAsync() => EndAsync();

    /// <summary>Takes the tables away from under the pages, so that every question fails.</summary>
    protected async Task BreakDatabaseAsync()
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        foreach (var statement in (string[])["ALTER TABLE endpoints RENAME TO a", "ALTER TABLE models RENAME TO b", "ALTER TABLE agents RENAME TO c"])
            await context.Database.ExecuteSqlRawAsync(statement);
    }

    private async Task EndAsync()
    {
        await DisposeAsync();
        _folder.Dispose();
    }
}
