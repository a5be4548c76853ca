using ControlPlane.Domain.Replicas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Replicas;

internal sealed class LeaderLeaseConfiguration : IEntityTypeConfiguration<LeaderLease>
{
    public void Configure(EntityTypeBuilder<LeaderLease> builder)
    {
        builder.ToTable("leader_lease");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Epoch).IsConcurrencyToken();
        builder.Property(l => l.Beat).IsConcurrencyToken();
        builder.Ignore(l => l.Term);
    }
}
