using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Access;

internal sealed class PersonConfiguration : IEntityTypeConfiguration<Person>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Grants).HasJsonColumn();
        builder.Ignore(p => p.Rights);
        builder.Property(p => p.ConcurrencyVersion).IsConcurrencyToken();
        builder.HasIndex(p => p.NameKey, "ix_people_name_key").IsUnique();
        builder.HasIndex(p => p.Identity, "ix_people_identity").IsUnique();
    }
}
