using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Access;

internal sealed class ApiTokenConfiguration : IEntityTypeConfiguration<ApiToken>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Grants).HasJsonColumn();
        builder.HasIndex(t => t.CreatedAt, "ix_api_tokens_created_at");
    }
}
