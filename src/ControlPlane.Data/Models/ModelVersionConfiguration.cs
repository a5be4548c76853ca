using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Models;

internal sealed class ModelVersionConfiguration : IEntityTypeConfiguration<ModelVersion>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<ModelVersion> builder)
    {
        builder.ToTable("model_versions");
        builder.HasKey(v => new { v.Model, v.Number });
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.Property(v => v.Tags).HasJsonColumn();
        builder.Property(v => v.Origin).HasJsonColumn();
        builder.Property(v => v.Signature).HasJsonColumn();
        builder.Property(v => v.OperatorSets).HasJsonColumn();
        builder.Property(v => v.Metadata).HasJsonColumn();
        builder.Property(v => v.Reading).HasJsonColumn();
        builder.Ignore(v => v.Golden);
        builder.HasIndex(v => v.Digest, "ix_model_versions_digest");
    }
}
