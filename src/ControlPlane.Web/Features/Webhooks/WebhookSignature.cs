using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Signs deliveries as Standard Webhooks 1.0 says: HMAC-SHA256 over id, time and body. Stateless.</summary>
internal static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The value of the header.</summary>
    /// <param name="key">Bytes of the secret.</param>
    /// <param name="id">Id of the event.</param>
    /// <param name="at">Time of the attempt.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Of(byte[] key, string id, DateTimeOffset at, string body) =>
        $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{TimestampOf(at)}.{body}")))}";

    /// <summary>Seconds since 1970, as the header and the signed text have them.</summary>
    public static string TimestampOf(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
