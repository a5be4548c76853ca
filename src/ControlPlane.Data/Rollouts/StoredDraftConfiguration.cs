using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Rollouts;

internal sealed class StoredDraftConfiguration : IEntityTypeConfiguration<StoredDraft>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<StoredDraft> builder)
    {
        builder.ToTable("rollout_drafts");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(StoredDrafts.LongestId);
        builder.Property(d => d.Address).HasMaxLength(StoredDrafts.LongestAddress);
        builder.HasIndex(d => d.ChangedAt, "ix_rollout_drafts_changed_at");
    }
}
