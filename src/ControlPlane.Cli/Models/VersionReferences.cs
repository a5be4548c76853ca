using System.Globalization;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Cli.Models;

/// <summary>Versions as people name them: a number, <c>models:/name/3</c> or <c>models:/name@alias</c>.</summary>
internal static class VersionReferences
{
    /// <summary>As the API takes it: a number, or the text, which the control plane resolves.</summary>
    public static JsonNode ToJson(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(text);

    /// <summary>The version, as the API shows it.</summary>
    /// <returns>Refusals: <see cref="ModelRefusals.VersionNotFound"/>, and those of the API.</returns>
    public static async Task<Outcome<JsonNode>> FindAsync(CommandRun run, string model, string text, CancellationToken cancellation)
    {
        var reference = VersionReference.Parse("version", text);
        if (reference.Refusal is { } malformed)
            return malformed;
        var found = await run.CallAsync(new ApiCall(ApiOperations.GetModel, model), cancellation);
        return found.Then(answer => reference.Value.Resolve("version", model, AliasesOf(answer.Body)).Then<JsonNode>(number =>
            answer.Body["versions"]!.AsArray().FirstOrDefault(v => (int)v!["number"]! == number)
            ?? (Outcome<JsonNode>)Refusal.OfField(ModelRefusals.VersionNotFound, "version", $"is {number}, which {model} does not have", "see controlplane get model")));
    }

    /// <summary>Numbers by alias.</summary>
    public static Dictionary<string, int> AliasesOf(JsonNode model) => model["aliases"]!.AsArray().ToDictionary(a => (string)a!["name"]!, a => (int)a!["version"]!, StringComparer.Ordinal);
}
