using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Data.Webhooks;

/// <summary>Writes events as CloudEvents 1.0 in JSON, structured mode (CNCF, JSON event format). Stateless.</summary>
public static class CloudEvent
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What an event tells, as a JSON object in camelCase.</summary>
    public static string WriteData<T>(T data) => JsonSerializer.Serialize(data, Readable);

    /// <summary>The event.</summary>
    /// <param name="installation">Id of the installation, which makes event ids unique among several.</param>
    /// <param name="id">Unique within the installation.</param>
    /// <param name="announcement">What it tells.</param>
    public static string Write(string installation, string id, Announcement announcement)
    {
        var text = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = id,
            ["source"] = $"/controlplane/{installation}",
            ["type"] = announcement.Type,
            ["subject"] = announcement.Subject,
            ["time"] = announcement.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["datacontenttype"] = "application/json",
            ["data"] = JsonNode.Parse(announcement.Data),
        };
        return text.ToJsonString(Readable);
    }
}
