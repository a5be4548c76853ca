using ControlPlane.Data.Audit;
using ControlPlane.Data.Drift;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Mapping;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Routing;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Audit;
using ControlPlane.Domain.Declarations;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Jobs;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data;

/// <summary>The database of decisions: models, endpoints, agents, tokens, published tables. Every commit reaches the disk.</summary>
public abstract class StateContext(DbContextOptions options) : DbContext(options)
{
    private List<AuditDraft> _noted = [];
    private List<Announcement> _announced = [];

    /// <summary>One row.</summary>
    public DbSet<Installation> Installations => Set<Installation>();

    public DbSet<RegisteredModel> Models => Set<RegisteredModel>();

    public DbSet<ModelVersion> ModelVersions => Set<ModelVersion>();

    public DbSet<ModelAlias> ModelAliases => Set<ModelAlias>();

    public DbSet<InferenceEndpoint> Endpoints => Set<InferenceEndpoint>();

    public DbSet<EndpointVariant> EndpointVariants => Set<EndpointVariant>();

    public DbSet<EndpointEvent> EndpointEvents => Set<EndpointEvent>();

    public DbSet<Rollout> Rollouts => Set<Rollout>();

    public DbSet<RolloutEvent> RolloutEvents => Set<RolloutEvent>();

    public DbSet<RegisteredTemplate> AnalysisTemplates => Set<RegisteredTemplate>();

    public DbSet<StoredDraft> RolloutDrafts => Set<StoredDraft>();

    public DbSet<StoredReference> DriftReferences => Set<StoredReference>();

    public DbSet<BatchJob> BatchJobs => Set<BatchJob>();

    public DbSet<JobChunk> JobChunks => Set<JobChunk>();

    public DbSet<PredictionSet> PredictionSets => Set<PredictionSet>();

    public DbSet<PublishedTable> PublishedTables => Set<PublishedTable>();

    public DbSet<AgentNode> Agents => Set<AgentNode>();

    public DbSet<JoinToken> JoinTokens => Set<JoinToken>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<Person> People => Set<Person>();

    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    public DbSet<AnsweredRequest> AnsweredRequests => Set<AnsweredRequest>();

    /// <summary>What files last said about things.</summary>
    public DbSet<AppliedDeclaration> Declarations => Set<AppliedDeclaration>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<WebhookSubscription> Webhooks => Set<WebhookSubscription>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    /// <summary>At most one row.</summary>
    public DbSet<ChainHead> ChainHeads => Set<ChainHead>();

    /// <summary>Whether the next save makes entries of the audit.</summary>
    protected bool HasNotes => _noted.Count > 0;

    /// <summary>Notes what is being done: with the next save, in the same transaction, it becomes the next entry of the audit chain.</summary>
    public void Note(AuditDraft draft) => _noted.Add(draft);

    /// <summary>Tells webhooks: with the next save, in the same transaction, whoever subscribes gets a delivery. Null tells nobody.</summary>
    public void Announce(Announcement? announcement)
    {
        if (announcement is not null)
            _announced.Add(announcement);
    }

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var noted = _noted;
        _noted = [];
        if (noted.Count > 0)
            await new AuditStore(this).AppendAsync(noted, cancellationToken);
        var announced = _announced;
        _announced = [];
        if (announced.Count > 0)
            await new AnnouncementStore(this).PublishAsync(announced, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StateContext).Assembly, type => typeof(IStateConfiguration).IsAssignableFrom(type));
}
