using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Webhooks;

internal sealed class WebhookDeliveryConfiguration : IEntityTypeConfiguration<WebhookDelivery>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<WebhookSubscription>().WithMany().HasForeignKey(d => d.Webhook).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(d => new { d.Webhook, d.Id }, "ix_webhook_deliveries_webhook");

        // What waits is little among much: the sender asks for it every second.
        builder.HasIndex(d => d.DueAt, "ix_webhook_deliveries_due_at");
    }
}
