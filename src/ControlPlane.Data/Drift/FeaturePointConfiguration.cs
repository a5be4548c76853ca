using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Drift;

internal sealed class FeaturePointConfiguration : IEntityTypeConfiguration<FeaturePoint>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<FeaturePoint> builder)
    {
        builder.ToTable("feature_points");

        // The order of the key is the order of the question: one endpoint, one resolution, a span of time.
        builder.HasKey(p => new { p.Endpoint, p.Resolution, p.Start, p.Variant, p.RouteRevision, p.Feature }).HasName("pk_feature_points");
        builder.Property(p => p.Categories).HasJsonColumn();
        builder.HasIndex(p => new { p.Resolution, p.Start }, "ix_feature_points_age");
    }
}
