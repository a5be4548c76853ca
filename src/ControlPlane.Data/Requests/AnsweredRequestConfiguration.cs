using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Requests;

internal sealed class AnsweredRequestConfiguration : IEntityTypeConfiguration<AnsweredRequest>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<AnsweredRequest> builder)
    {
        builder.ToTable("answered_requests");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(64);
        builder.HasIndex(r => r.AnsweredAt, "ix_answered_requests_answered_at");
    }
}
