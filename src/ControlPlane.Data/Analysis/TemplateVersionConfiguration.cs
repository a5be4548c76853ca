using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Analysis.Templates.Stored;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Analysis;

internal sealed class TemplateVersionConfiguration : IEntityTypeConfiguration<TemplateVersion>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<TemplateVersion> builder)
    {
        builder.ToTable("analysis_template_versions");
        builder.HasKey(v => new { v.Template, v.Number });
        builder.Property(v => v.Number).ValueGeneratedNever();
        builder.Property(v => v.Parameters).HasJsonColumn();
    }
}
