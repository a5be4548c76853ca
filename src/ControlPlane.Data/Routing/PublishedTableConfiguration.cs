using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Routing;

internal sealed class PublishedTableConfiguration : IEntityTypeConfiguration<PublishedTable>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<PublishedTable> builder)
    {
        builder.ToTable("published_tables");
        builder.HasKey(t => new { t.Pool, t.Revision });
        builder.Ignore(t => t.Position);
    }
}
