using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Api.Resources;
using ControlPlane.Web.Features.Models;

namespace ControlPlane.Web.Api;

/// <summary>
/// Reads a rollout as asked for. A plan file of a newer build is told apart from a mistyped one: its unknown members are not the mistake.
/// Versions may be given by MLflow's registry names. A singleton, thread-safe.
/// </summary>
internal sealed class RolloutBodyReader(EndpointQueries endpoints, VersionReferenceQuery references)
{
    private const string Versions = "versions";
    private const string Stages = "stages";

    /// <summary>The body.</summary>
    /// <returns>Refusals: those of <see cref="JsonBody"/> and <see cref="VersionReferenceQuery"/>, and <see cref="RolloutRefusals.PlanUnsupported"/>.</returns>
    public async Task<Outcome<RolloutBody>> ReadAsync(string endpoint, HttpRequest request, CancellationToken cancellation)
    {
        var json = await JsonBody.ReadAsync<JsonElement>(request, cancellation);
        if (json.Refusal is { } malformed)
            return malformed;
        if (CheckReadable(json.Value) is { } newer)
            return newer;
        var named = await ReplaceNamesAsync(endpoint, json.Value, cancellation);
        return named.Then(JsonBody.Read<RolloutBody>);
    }

    private static Refusal? CheckReadable(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("schemaVersion", out var form) && form.ValueKind == JsonValueKind.Number && form.TryGetInt32(out var number)
            ? RolloutPlan.CheckReadable(number)
            : null;

    private static IEnumerable<(JsonArray Versions, string Path)> NamesIn(JsonNode? body, string path)
    {
        if (body is not JsonObject members)
            yield break;
        if (members[Versions] is JsonArray versions && versions.Any(v => v?.GetValueKind() == JsonValueKind.String))
            yield return (versions, $"{path}{Versions}");
        foreach (var (stage, index) in (members[Stages] as JsonArray ?? []).Select((s, index) => (s, index)))
        {
            foreach (var inner in NamesIn(stage, $"{path}{Stages}[{index}]."))
                yield return inner;
        }
    }

    private async Task<Outcome<JsonElement>> ReplaceNamesAsync(string endpoint, JsonElement body, CancellationToken cancellation)
    {
        var root = body.ValueKind == JsonValueKind.Object ? JsonObject.Create(body) : null;
        var named = NamesIn(root, "").ToList();
        // Whether the endpoint is there is said by whoever starts the rollout.
        if (named.Count == 0 || await endpoints.FindAsync(endpoint, cancellation) is not { } row)
            return body;
        foreach (var (versions, path) in named)
        {
            for (var index = 0; index < versions.Count; index++)
            {
                if (versions[index]?.GetValueKind() != JsonValueKind.String)
                    continue;
                var number = await references.AskAsync($"{path}[{index}]", row.Model, versions[index]!.GetValue<string>(), cancellation);
                if (number.Refusal is { } refusal)
                    return refusal;
                versions[index] = number.Value;
            }
        }

        return JsonSerializer.SerializeToElement(root, ApiJson.Options);
    }
}
