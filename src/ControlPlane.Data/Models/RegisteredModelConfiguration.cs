using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Models;

internal sealed class RegisteredModelConfiguration : IEntityTypeConfiguration<RegisteredModel>, IStateConfiguration
{
    private const string VersionsField = "_versions";
    private const string AliasesField = "_aliases";

    public void Configure(EntityTypeBuilder<RegisteredModel> builder)
    {
        builder.ToTable("models");
        builder.HasKey(m => m.Name);
        builder.Property(m => m.ConcurrencyVersion).IsConcurrencyToken();
        builder.Ignore(m => m.Versions);
        builder.Ignore(m => m.Aliases);
        builder.HasMany<ModelVersion>(VersionsField).WithOne().HasForeignKey(v => v.Model).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany<ModelAlias>(AliasesField).WithOne().HasForeignKey(a => a.Model).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(VersionsField).AutoInclude();
        builder.Navigation(AliasesField).AutoInclude();
    }
}
