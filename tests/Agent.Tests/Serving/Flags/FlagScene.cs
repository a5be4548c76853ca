using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Routing;
using static ControlPlane.TestKit.Routing.RoutingTableBuilder;

namespace ControlPlane.AgentHost.Tests.Serving.Flags;

/// <summary>What an SDK sends for flags, and endpoints to ask for.</summary>
internal static class FlagScene
{
    public const string One = "/ofrep/v1/evaluate/flags/pets";
    public const string All = "/ofrep/v1/evaluate/flags";

    /// <summary>Australians get v2; half of the others do.</summary>
    public static EndpointRouting AFlag() => AnEndpoint("pets", 3, 5_000, 5_000) with
    {
        Rules = [new RoutingRule { Id = "au", Conditions = [new AttributeCondition("region", ConditionOperator.In, ["au"])], Variant = "v2" }],
    };

    public static string ContextOf(string? key, params IEnumerable<(string Name, string Value)> attributes)
    {
        var context = attributes.ToDictionary(a => a.Name, a => a.Value);
        if (key is not null)
            context["targetingKey"] = key;
        return JsonSerializer.Serialize(new { context });
    }

    public static async Task<ServingHarness.Answer> EvaluateAsync(this ServingHarness server, string body, string path = One, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await server.SendAsync(request);
    }

    public static string? TextOf(this ServingHarness.Answer answer, string name) => answer.Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public static string? MetadataOf(this ServingHarness.Answer answer, string name) =>
        answer.Json.GetProperty("metadata").TryGetProperty(name, out var value) ? value.ToString() : null;
}
