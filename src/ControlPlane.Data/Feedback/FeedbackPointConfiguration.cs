using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Feedback;

internal sealed class FeedbackPointConfiguration : IEntityTypeConfiguration<FeedbackPoint>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<FeedbackPoint> builder)
    {
        builder.ToTable("feedback_points");

        // The order of the key is the order of the question: one endpoint, one resolution, a span of time.
        builder.HasKey(p => new { p.Endpoint, p.Resolution, p.Start, p.Variant, p.RouteRevision }).HasName("pk_feedback_points");
        builder.Property(p => p.Confusion).HasJsonColumn();
        builder.Property(p => p.Rewards).HasJsonColumn();
        builder.Property(p => p.Details).HasJsonColumn();
        builder.HasIndex(p => new { p.Resolution, p.Start }, "ix_feedback_points_age");
    }
}
