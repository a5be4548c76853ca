using System.Text;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Answers with the protocol's error object. Stateless.</summary>
internal static class Refusals
{
    // Whoever is shed comes back when a fair part of what is under way has been answered.
    private const string RetryAfterSeconds = "1";

    // A suspension lasts as long as a version takes to be prepared.
    private const string RetryAfterSuspensionSeconds = "5";

    /// <summary>Sends <c>{"error": …}</c> with the status of the code.</summary>
    public static async ValueTask SendAsync(Exchange exchange, Refusal refusal)
    {
        var status = ServingCodes.StatusOf(refusal.Code);
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            exchange.ResponseHeaders.RetryAfter = refusal.Code == ServingCodes.Suspended ? RetryAfterSuspensionSeconds : RetryAfterSeconds;
        // What is left of a body that is too long is not waited for.
        if (status == StatusCodes.Status413PayloadTooLarge)
            exchange.ResponseHeaders.Connection = "close";

        var body = new JsonBuffer();
        body.Raw("{\"error\":"u8);
        body.Text(Encoding.UTF8.GetBytes(refusal.Sentence));
        body.Mark('}');
        await exchange.SendAsync(status, HeaderTexts.Json, body.Written).ConfigureAwait(false);
    }
}
