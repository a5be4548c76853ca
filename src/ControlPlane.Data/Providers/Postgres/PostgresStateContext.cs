using ControlPlane.Data.Replicas;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Signing;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Replicas;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Providers.Postgres;

/// <inheritdoc />
public sealed class PostgresStateContext(DbContextOptions<PostgresStateContext> options) : StateContext(options)
{
    /// <summary>Channel on which replicas hear that something was committed.</summary>
    internal const string Channel = "control_plane";

    // The notice is sent with the commit, and not at all when the unit is taken back.
    private const string Announcement =
        $"""UPDATE {PostgresSettings.StateSchema}.{StateRevisionConfiguration.Table} SET "Value" = "Value" + 1; NOTIFY {Channel}""";

    /// <inheritdoc />
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var isNews = HasNotes || ChangeTracker.Entries().Any(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && IsNews(e.Entity));
        StorableText.Put(ChangeTracker);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (isNews)
            await Database.ExecuteSqlRawAsync(Announcement, cancellationToken);
        return saved;
    }

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PostgresSettings.StateSchema);
        base.OnModelCreating(modelBuilder);
        modelBuilder.ApplyConfiguration(new LeaderLeaseConfiguration());
        modelBuilder.ApplyConfiguration(new StateRevisionConfiguration());
        modelBuilder.ApplyConfiguration(new SharedKeyConfiguration());
        modelBuilder.ApplyConfiguration(new AgentContactConfiguration());
        modelBuilder.ApplyConfiguration(new SharedSigningKeyConfiguration());
        modelBuilder.UseOrdinalText();
    }

    // What agents report all the time, and what belongs to one request, is looked up where it is needed. Who joins or leaves is noted in the audit.
    private static bool IsNews(object entity) => entity is not (AgentNode or AnsweredRequest or SignInSession or LeaderLease or SharedKey or AgentContact);
}
