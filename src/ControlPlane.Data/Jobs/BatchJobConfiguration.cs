using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Jobs;

/// <summary>No foreign key to the endpoint: jobs stay as history when it is deleted.</summary>
internal sealed class BatchJobConfiguration : IEntityTypeConfiguration<BatchJob>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<BatchJob> builder)
    {
        builder.ToTable("batch_jobs");
        builder.HasKey(j => j.Id);
        builder.Property(j => j.Phase).HasConversion<string>().HasMaxLength(20);
        builder.Property(j => j.Header).HasJsonColumn();
        builder.Property(j => j.Settings).HasJsonColumn();
        builder.Property(j => j.Problems).HasJsonColumn();
        builder.Property(j => j.Schedule).HasJsonColumn();
        builder.HasIndex(j => new { j.Endpoint, j.Id }, "ix_batch_jobs_endpoint");
        builder.HasIndex(j => j.Phase, "ix_batch_jobs_phase");
    }
}
