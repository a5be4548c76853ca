using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Analysis.Templates.Stored;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Analysis;

internal sealed class RegisteredTemplateConfiguration : IEntityTypeConfiguration<RegisteredTemplate>, IStateConfiguration
{
    private const string VersionsField = "_versions";

    public void Configure(EntityTypeBuilder<RegisteredTemplate> builder)
    {
        builder.ToTable("analysis_templates");
        builder.HasKey(t => t.Name);
        builder.Property(t => t.ConcurrencyVersion).IsConcurrencyToken();
        builder.Ignore(t => t.Versions);
        builder.HasMany<TemplateVersion>(VersionsField).WithOne().HasForeignKey(v => v.Template).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(VersionsField).AutoInclude();
    }
}
