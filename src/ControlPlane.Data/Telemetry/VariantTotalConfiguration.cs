using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Telemetry;

internal sealed class VariantTotalConfiguration : IEntityTypeConfiguration<VariantTotal>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<VariantTotal> builder)
    {
        builder.ToTable("variant_totals");
        builder.HasKey(t => new { t.AgentId, t.BootId, t.Endpoint, t.Variant });
    }
}
