using ControlPlane.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Telemetry;

internal sealed class TelemetryBootConfiguration : IEntityTypeConfiguration<TelemetryBoot>, ISeriesConfiguration
{
    public void Configure(EntityTypeBuilder<TelemetryBoot> builder)
    {
        builder.ToTable("telemetry_boots");
        builder.HasKey(b => new { b.AgentId, b.BootId });
    }
}
