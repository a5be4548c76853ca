using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Api;

/// <summary>Reads <c>application/problem+json</c> (RFC 9457) back into the refusal that the control plane meant.</summary>
internal static class ApiProblem
{
    public static Refusal Read(HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (Parse(text) is { } problem && (string?)problem["code"] is { } code)
        {
            return new Refusal(code, (string?)problem["detail"] ?? (string?)problem["title"] ?? $"Refused with status {status}.")
            {
                Fields = [.. (problem["errors"] as JsonArray ?? []).OfType<JsonObject>().Select(ReadField)],
            };
        }

        return status >= 500
            ? new Refusal(CliRefusals.ServerFailed, $"The control plane failed with status {status}; its log says why.")
            : new Refusal($"http_{status}", $"{answer.RequestMessage?.RequestUri} was answered with status {status}, without a reason that this program can read.");
    }

    private static FieldProblem ReadField(JsonObject field) =>
        new((string?)field["field"] ?? "", (string?)field["problem"] ?? "", (string?)field["remedy"] ?? "");

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
