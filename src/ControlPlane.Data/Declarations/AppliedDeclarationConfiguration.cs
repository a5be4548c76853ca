using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Declarations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Declarations;

internal sealed class AppliedDeclarationConfiguration : IEntityTypeConfiguration<AppliedDeclaration>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<AppliedDeclaration> builder)
    {
        builder.ToTable("declarations");
        builder.HasKey(d => new { d.Kind, d.Name });
        builder.Property(d => d.Labels).HasJsonColumn();
    }
}
