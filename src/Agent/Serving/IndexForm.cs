using System.Text.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>The body of a question for the index. Stateless.</summary>
internal static class IndexForm
{
    /// <summary>Whether only what is ready is asked for; refusal <c>request_malformed</c>.</summary>
    public static Outcome<bool> Read(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
            return false;

        try
        {
            var reader = new Utf8JsonReader(body);
            using var form = JsonDocument.ParseValue(ref reader);
            if (form.RootElement.ValueKind == JsonValueKind.Object && !reader.Read())
            {
                if (!form.RootElement.TryGetProperty("ready", out var ready))
                    return false;
                if (ready.ValueKind is JsonValueKind.True or JsonValueKind.False)
                    return ready.GetBoolean();
            }
        }
        catch (JsonException)
        {
            // Refused below, like JSON of another kind.
        }

        return new Refusal(ServingCodes.Malformed, "the body must be empty or {\"ready\": true} or {\"ready\": false}");
    }
}
