using System.Text.Json;

namespace ControlPlane.Web.Tests.Webhooks;

/// <summary>A delivery as it came in.</summary>
internal sealed record ReceivedDelivery(string ContentType, string Id, string Timestamp, string Signature, string Body)
{
    public JsonElement Event { get; } = JsonSerializer.Deserialize<JsonElement>(Body);

    public JsonElement Data => Event.GetProperty("data");

    public string Type => Event.GetProperty("type").GetString()!;
}
