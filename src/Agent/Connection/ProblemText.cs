using System.Text.Json;

namespace ControlPlane.AgentHost.Connection;

/// <summary>Reads why the control plane refused something. Stateless.</summary>
internal static class ProblemText
{
    /// <summary>The sentence of a problem document, which says it in <c>detail</c>; anything else is not worth showing.</summary>
    public static string SentenceIn(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("detail", out var detail)
                ? detail.ToString()
                : "it gave no reason";
        }
        catch (JsonException)
        {
            return "it gave no reason";
        }
    }
}
