using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Rollouts;

internal sealed class RolloutConfiguration : IEntityTypeConfiguration<Rollout>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<Rollout> builder)
    {
        builder.ToTable("rollouts");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Strategy).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Phase).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Plan).HasJsonColumn();
        builder.Property(r => r.Pauses).HasJsonColumn();
        builder.Property(r => r.Runs).HasJsonColumn();
        builder.Property(r => r.Weights).HasJsonColumn();
        builder.Property(r => r.Watch).HasJsonColumn();
        builder.Property(r => r.Gate).HasJsonColumn();
        builder.Property(r => r.Baseline).HasJsonColumn();
        builder.Property(r => r.Timings).HasJsonColumn();
        builder.Property(r => r.ConcurrencyVersion).IsConcurrencyToken();
        builder.Ignore(r => r.IsTerminal);
        builder.Ignore(r => r.CurrentStep);
        builder.Ignore(r => r.Run);
        builder.Ignore(r => r.PausedSince);
        builder.Ignore(r => r.IsKilled);
        builder.HasIndex(r => new { r.Endpoint, r.CreatedAt }, "ix_rollouts_endpoint");

        // Active rollouts are few among many: the loop asks for them every second.
        builder.HasIndex(r => r.EndedAt, "ix_rollouts_ended_at");
    }
}
