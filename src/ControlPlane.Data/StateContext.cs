using ControlPlane.Data.Drift;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Mapping;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Rollouts;
using ControlPlane.Data.Routing;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data;

/// <summary>The database of decisions: models, endpoints, agents, tokens, published tables. Every commit reaches the disk.</summary>
public abstract class StateContext(DbContextOptions options) : DbContext(options)
{
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

    public DbSet<PublishedTable> PublishedTables => Set<PublishedTable>();

    public DbSet<AgentNode> Agents => Set<AgentNode>();

    public DbSet<JoinToken> JoinTokens => Set<JoinToken>();

    public DbSet<AnsweredRequest> AnsweredRequests => Set<AnsweredRequest>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StateContext).Assembly, type => typeof(IStateConfiguration).IsAssignableFrom(type));
}
