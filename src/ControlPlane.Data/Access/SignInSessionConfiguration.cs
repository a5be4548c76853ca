using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Access;

internal sealed class SignInSessionConfiguration : IEntityTypeConfiguration<SignInSession>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<SignInSession> builder)
    {
        builder.ToTable("sign_in_sessions");
        builder.HasKey(s => s.Id);
        builder.HasIndex(s => s.PersonId, "ix_sign_in_sessions_person_id");
        builder.HasIndex(s => s.ExpiresAt, "ix_sign_in_sessions_expires_at");
    }
}
