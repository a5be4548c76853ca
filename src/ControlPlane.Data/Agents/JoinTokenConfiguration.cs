using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Agents;

internal sealed class JoinTokenConfiguration : IEntityTypeConfiguration<JoinToken>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<JoinToken> builder)
    {
        builder.ToTable("join_tokens");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.UsedBy).HasConversion(id => id!.Value.Value, value => new AgentId(value));
        builder.HasIndex(t => t.ExpiresAt, "ix_join_tokens_expires_at");
    }
}
