using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Rollouts;

/// <summary>Which rollout is meant: by its id, or by its endpoint's name.</summary>
internal static class RolloutTarget
{
    /// <summary>Operations that finding a rollout needs.</summary>
    public static readonly IReadOnlyList<ApiOperation> Operations = [ApiOperations.GetRollout, ApiOperations.ListRolloutsOfEndpoint];

    public static Argument<string> Argument() => new("rollout") { Description = "Id of a rollout, or name of an endpoint: its newest rollout." };

    /// <summary>Whether the text is an id: 32 hexadecimal digits, which is no sensible name of an endpoint.</summary>
    public static bool IsId(string text) => Guid.TryParseExact(text, "N", out _);

    /// <summary>The rollout's id.</summary>
    public static async Task<Outcome<string>> ResolveAsync(CommandRun run, string text, CancellationToken cancellation)
    {
        if (IsId(text))
            return text;
        var newest = await run.CallAsync(new ApiCall(ApiOperations.ListRolloutsOfEndpoint, text).With("limit", "1"), cancellation);
        return newest.Then<string>(answer => answer.Body["items"] is JsonArray and [JsonObject rollout]
            ? (string)rollout["id"]!
            : new Refusal(CliRefusals.NoRollout, $"There is no endpoint '{text}', or it never had a rollout."));
    }

    /// <summary>The rollout as it is now.</summary>
    public static async Task<Outcome<JsonObject>> ReadAsync(CommandRun run, string id, CancellationToken cancellation) =>
        (await run.CallAsync(new ApiCall(ApiOperations.GetRollout, id), cancellation)).Then<JsonObject>(answer => answer.Body.AsObject());
}
