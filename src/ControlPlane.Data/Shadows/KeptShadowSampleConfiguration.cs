using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Shadows;

internal sealed class KeptShadowSampleConfiguration : IEntityTypeConfiguration<KeptShadowSample>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<KeptShadowSample> builder)
    {
        builder.ToTable("shadow_samples");
        builder.HasKey(s => new { s.Endpoint, s.RequestId, s.Variant });
        builder.Property(s => s.Segments).HasJsonColumn();
        builder.Property(s => s.Outcome).HasConversion<string>();
        builder.HasIndex(s => new { s.Endpoint, s.Variant, s.AnsweredAt }, "ix_shadow_samples_time");
        builder.HasIndex(s => s.AnsweredAt, "ix_shadow_samples_age");
    }
}
