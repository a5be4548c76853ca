using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Models;

namespace ControlPlane.Cli.Files;

/// <summary>Numbers of the versions that a declared rollout names.</summary>
internal static class RolloutVersions
{
    /// <returns>Refusals: <see cref="ModelRefusals.VersionNotFound"/>, and those of the API.</returns>
    public static async Task<Outcome<List<int>>> ResolveAsync(CommandRun run, string endpoint, JsonArray versions, CancellationToken cancellation)
    {
        if (versions.All(v => v!.GetValueKind() == JsonValueKind.Number))
            return versions.Select(v => (int)JsonNumber.Of(v!)).ToList();
        var found = await run.CallAsync(new ApiCall(ApiOperations.GetEndpoint, endpoint), cancellation);
        if (found.Refusal is { } missing)
            return missing;
        var name = (string)found.Value.Body["model"]!;
        var model = await run.CallAsync(new ApiCall(ApiOperations.GetModel, name), cancellation);
        if (model.Refusal is { } unknown)
            return unknown;
        var numbers = new List<int>();
        foreach (var (version, index) in versions.Select((v, index) => (v!, index)))
        {
            var number = VersionReference.Parse($"versions[{index}]", version.ToString()).Then(r => r.Resolve($"versions[{index}]", name, VersionReferences.AliasesOf(model.Value.Body)));
            if (number.Refusal is { } refusal)
                return refusal;
            numbers.Add(number.Value);
        }

        return numbers;
    }
}
