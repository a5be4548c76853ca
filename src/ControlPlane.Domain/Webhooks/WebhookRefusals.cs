namespace ControlPlane.Domain.Webhooks;

/// <summary>Codes of refusals about webhooks.</summary>
public static class WebhookRefusals
{
    /// <summary>There is no such webhook.</summary>
    public const string NotFound = "webhook_not_found";

    /// <summary>The webhook has no such delivery, or no longer.</summary>
    public const string DeliveryNotFound = "delivery_not_found";

    /// <summary>A field is wrong; the refusal lists all of them.</summary>
    public const string Invalid = "webhook_invalid";

    /// <summary>The address leads to a private network or to this machine, and no setting allows it.</summary>
    public const string AddressRefused = "webhook_address_refused";

    /// <summary>There are as many webhooks as there may be.</summary>
    public const string TooMany = "webhook_limit_reached";
}
