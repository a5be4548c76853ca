using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Endpoints;

internal sealed class EndpointVariantConfiguration : IEntityTypeConfiguration<EndpointVariant>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<EndpointVariant> builder)
    {
        builder.ToTable("endpoint_variants");
        builder.HasKey(v => new { v.Endpoint, v.Name });
        builder.Property(v => v.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(v => v.Buckets).HasJsonColumn();
    }
}
