using ControlPlane.Data.Mapping;
using ControlPlane.Domain.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ControlPlane.Data.Webhooks;

internal sealed class WebhookSubscriptionConfiguration : IEntityTypeConfiguration<WebhookSubscription>, IStateConfiguration
{
    public void Configure(EntityTypeBuilder<WebhookSubscription> builder)
    {
        builder.ToTable("webhooks");
        builder.HasKey(w => w.Name);
        builder.Property(w => w.Events).HasJsonColumn();
        builder.Property(w => w.Format).HasConversion<string>().HasMaxLength(20);
        builder.Property(w => w.ConcurrencyVersion).IsConcurrencyToken();
        builder.Ignore(w => w.ShownUrl);
    }
}
