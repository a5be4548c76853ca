using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Jobs;

internal sealed class JobChunkConfiguration : IEntityTypeConfiguration<JobChunk>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<JobChunk> builder)
    {
        builder.ToTable("batch_chunks");
        builder.HasKey(c => new { c.JobId, c.Number });
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.Range).HasJsonColumn();
        builder.HasOne<BatchJob>().WithMany().HasForeignKey(c => c.JobId).OnDelete(DeleteBehavior.Cascade);

        // The next chunk that an agent may take is asked for again and again.
        builder.HasIndex(c => new { c.JobId, c.State, c.Number }, "ix_batch_chunks_state");
    }
}
