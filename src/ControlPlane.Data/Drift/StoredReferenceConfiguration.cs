using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Drift;

internal sealed class StoredReferenceConfiguration : IEntityTypeConfiguration<StoredReference>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<StoredReference> builder)
    {
        builder.ToTable("drift_references");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Part).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Source).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Features).HasJsonColumn();
        builder.Property(r => r.Skipped).HasJsonColumn();

        // An endpoint that comes again under its name measures drift anew.
        builder.HasOne<InferenceEndpoint>().WithMany().HasForeignKey(r => r.Endpoint).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.Endpoint, r.EndedAt }, "ix_drift_references_endpoint");
    }
}
