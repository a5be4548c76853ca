using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Installations;

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Epoch).IsConcurrencyToken();
        builder.Property(i => i.Ahead).HasJsonColumn();
    }
}
