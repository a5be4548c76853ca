using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Api.Resources;

namespace ControlPlane.Web.Api;

/// <summary>Reads a rollout as asked for. A plan file of a newer build is told apart from a mistyped one: its unknown members are not the mistake.</summary>
internal static class RolloutBodyReader
{
    /// <summary>The body.</summary>
    /// <returns>Refusals: those of <see cref="JsonBody"/>, and <see cref="RolloutRefusals.PlanUnsupported"/>.</returns>
    public static async Task<Outcome<RolloutBody>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var json = await JsonBody.ReadAsync<JsonElement>(request, cancellation);
        return json.Then(element => CheckReadable(element) is { } newer ? newer : JsonBody.Read<RolloutBody>(element));
    }

    private static Refusal? CheckReadable(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("schemaVersion", out var form) && form.ValueKind == JsonValueKind.Number && form.TryGetInt32(out var number)
            ? RolloutPlan.CheckReadable(number)
            : null;
}
