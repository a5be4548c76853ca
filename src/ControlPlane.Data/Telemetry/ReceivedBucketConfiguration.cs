using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Telemetry;

internal sealed class ReceivedBucketConfiguration : IEntityTypeConfiguration<ReceivedBucket>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<ReceivedBucket> builder)
    {
        builder.ToTable("received_buckets");
        builder.HasKey(b => new { b.AgentId, b.BootId, b.Start, b.Endpoint, b.Variant, b.RouteRevision });
        builder.Property(b => b.Labels).HasJsonColumn();
        builder.Property(b => b.Details).HasJsonColumn();
        builder.Property(b => b.Features).HasJsonColumn();
        builder.Ignore(b => b.Errors);
        builder.Ignore(b => b.SummedAt);
    }
}
