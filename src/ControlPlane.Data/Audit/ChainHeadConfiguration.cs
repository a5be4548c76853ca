using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Audit;

internal sealed class ChainHeadConfiguration : IEntityTypeConfiguration<ChainHead>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<ChainHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(h => h.Id);
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Sequence).IsConcurrencyToken();
        builder.Ignore(h => h.Value);
    }
}
