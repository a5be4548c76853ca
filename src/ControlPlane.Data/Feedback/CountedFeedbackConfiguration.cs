using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Feedback;

internal sealed class CountedFeedbackConfiguration : IEntityTypeConfiguration<CountedFeedback>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<CountedFeedback> builder)
    {
        builder.ToTable("counted_feedback");
        builder.HasKey(f => new { f.Endpoint, f.RequestId, f.Metric });
        builder.HasIndex(f => f.AnsweredAt, "ix_counted_feedback_age");
    }
}
