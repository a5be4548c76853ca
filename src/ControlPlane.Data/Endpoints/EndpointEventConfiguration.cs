using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Endpoints;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Endpoints;

internal sealed class EndpointEventConfiguration : IEntityTypeConfiguration<EndpointEvent>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<EndpointEvent> builder)
    {
        builder.ToTable("endpoint_events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Way).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Before).HasJsonColumn();
        builder.Property(e => e.After).HasJsonColumn();
        builder.HasIndex(e => new { e.Endpoint, e.Id }, "ix_endpoint_events_endpoint");
    }
}
