using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Models;

internal sealed class ModelAliasConfiguration : IEntityTypeConfiguration<ModelAlias>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<ModelAlias> builder)
    {
        builder.ToTable("model_aliases");
        builder.HasKey(a => new { a.Model, a.Name });
    }
}
