using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Replicas;

internal sealed class StateRevisionConfiguration : IEntityTypeConfiguration<StateRevision>
{
    public const string Table = "state_revision";

    public void Configure(EntityTypeBuilder<StateRevision> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasData(new StateRevision { Id = StateRevision.OnlyId, Value = 0 });
    }
}
