using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Signing;

internal sealed class SharedSigningKeyConfiguration : IEntityTypeConfiguration<SharedSigningKey>
{
    public void Configure(EntityTypeBuilder<SharedSigningKey> builder)
    {
        builder.ToTable("signing_keys");
        builder.HasKey(k => k.Number);
        builder.Property(k => k.Number).ValueGeneratedNever();
    }
}
