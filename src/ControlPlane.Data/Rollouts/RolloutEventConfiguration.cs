using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Rollouts;

internal sealed class RolloutEventConfiguration : IEntityTypeConfiguration<RolloutEvent>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<RolloutEvent> builder)
    {
        builder.ToTable("rollout_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Way).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Trigger).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Phase).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Numbers).HasJsonColumn();
        builder.HasIndex(e => new { e.Rollout, e.Id }, "ix_rollout_events_rollout");
    }
}
