using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Replicas;

internal sealed class AgentContactConfiguration : IEntityTypeConfiguration<AgentContact>
{
    public void Configure(EntityTypeBuilder<AgentContact> builder)
    {
        builder.ToTable("agent_contacts");
        builder.HasKey(c => c.AgentId);
        builder.HasIndex(c => c.HeardAt, "ix_agent_contacts_heard_at");
    }
}
