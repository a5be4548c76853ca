using ControlPlane.Data.Audit;
using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Agents;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Agents;

internal sealed class AgentNodeConfiguration : IEntityTypeConfiguration<AgentNode>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<AgentNode> builder)
    {
        builder.ToTable("agents");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasConversion(id => id.Value, value => new AgentId(value));
        builder.Property(a => a.Labels).HasJsonColumn();
        builder.Property(a => a.Endpoints).HasJsonColumn();
        builder.Property(a => a.Versions).HasJsonColumn();
        builder.Property(a => a.Trips).HasJsonColumn();
        builder.Property(a => a.LastRefusal).HasJsonColumn();
        builder.Property(a => a.Reported).HasConversion<TablePositionConverter>();
        builder.Property(a => a.Acknowledged).HasConversion<TablePositionConverter>();
        builder.Property(a => a.Witnessed).HasConversion<AuditHeadConverter>();
        builder.HasIndex(a => a.Pool, "ix_agents_pool");
    }
}
