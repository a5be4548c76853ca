using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Jobs;

internal sealed class PredictionSetConfiguration : IEntityTypeConfiguration<PredictionSet>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<PredictionSet> builder)
    {
        builder.ToTable("prediction_sets");
        builder.HasKey(s => s.Endpoint);
        builder.HasOne<InferenceEndpoint>().WithMany().HasForeignKey(s => s.Endpoint).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.Pool, "ix_prediction_sets_pool");
    }
}
