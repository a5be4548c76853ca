using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Telemetry;

internal sealed class SeriesPointConfiguration : IEntityTypeConfiguration<SeriesPoint>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<SeriesPoint> builder)
    {
        builder.ToTable("series_points");

        // The order of the key is the order of the question: one endpoint, one resolution, a span of time.
        builder.HasKey(p => new { p.Endpoint, p.Resolution, p.Start, p.Variant, p.RouteRevision }).HasName("pk_series_points");
        builder.Property(p => p.Labels).HasJsonColumn();
        builder.Property(p => p.Details).HasJsonColumn();
        builder.Ignore(p => p.Errors);
        builder.HasIndex(p => new { p.Resolution, p.Start }, "ix_series_points_age");
    }
}
