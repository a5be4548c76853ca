using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Audit;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();
        builder.Ignore(e => e.Head);
        builder.HasIndex(e => new { e.Endpoint, e.Sequence }, "ix_audit_entries_endpoint");
        builder.HasIndex(e => new { e.Actor, e.Sequence }, "ix_audit_entries_actor");
        builder.HasIndex(e => new { e.Subject, e.Sequence }, "ix_audit_entries_subject");
        builder.HasIndex(e => e.At, "ix_audit_entries_at");
    }
}
