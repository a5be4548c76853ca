using ControlPlane.Web.Features.Outbound;
using ControlPlane.Web.Hosting;
using Microsoft.Extensions.Options;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Which addresses webhooks may be delivered to. A singleton, thread-safe.</summary>
public sealed class WebhookAddresses(IOptions<WebhookOptions> options)
    : OutboundAddresses(options.Value.Allowed, $"{WebhookOptions.Section}:{nameof(WebhookOptions.AllowedPrivate)}");
