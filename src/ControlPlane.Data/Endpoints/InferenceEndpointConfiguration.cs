using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Endpoints;

internal sealed class InferenceEndpointConfiguration : IEntityTypeConfiguration<InferenceEndpoint>, IStateConfiguration
{
    /// <summary>Navigation from an endpoint to its variants.</summary>
    public const string VariantsField = "_variants";

    public void Configure(EntityTypeBuilder<InferenceEndpoint> builder)
    {
        builder.ToTable("endpoints");
        builder.HasKey(e => e.Name);
        builder.Property(e => e.ConcurrencyVersion).IsConcurrencyToken();
        builder.Property(e => e.Settings).HasJsonColumn();
        builder.Property(e => e.Overlay).HasJsonColumn();
        builder.Property(e => e.UndoState).HasJsonColumn();
        builder.Ignore(e => e.Variants);
        builder.Ignore(e => e.Champion);
        builder.HasOne<RegisteredModel>().WithMany().HasForeignKey(e => e.Model).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<EndpointVariant>(VariantsField).WithOne().HasForeignKey(v => v.Endpoint).OnDelete(DeleteBehavior.Cascade);
        builder.Navigation(VariantsField).AutoInclude();
        builder.HasIndex(e => e.Pool, "ix_endpoints_pool");
    }
}
