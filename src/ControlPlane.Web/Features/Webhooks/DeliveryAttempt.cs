namespace ControlPlane.Web.Features.Webhooks;

/// <summary>What came of one attempt to deliver. Immutable.</summary>
/// <param name="Status">HTTP status; null when there was no answer.</param>
/// <param name="Said">In one sentence, without a secret.</param>
internal sealed record DeliveryAttempt(int? Status, string Said)
{
    /// <summary>Whether the receiver has it.</summary>
    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>Whether the receiver says that it is gone for good, so that trying again is useless.</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;
}
