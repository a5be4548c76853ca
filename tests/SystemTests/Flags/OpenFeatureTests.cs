using System.Diagnostics;
using System.Text.Json;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Flags;

/// <summary>A feature-flag rollout, asked for through OpenFeature's own SDK, beside requests of the same callers.</summary>
public sealed class OpenFeatureTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Sdk_OfAFeatureFlag_GetsTheVariantThatRequestsGet()
    {
        await using var installation = await TwoVersions.StartAsync(agents: 1);
        var rules = new object[]
        {
            new { id = "au", version = 2, share = 10_000, conditions = new[] { new { attribute = "region", @operator = "in", values = new[] { "au" } } } },
            new { id = "half", version = 2, share = 5_000, conditions = new[] { new { attribute = "plan", @operator = "exists", values = Array.Empty<string>() } } },
        };
        var started = await installation.Api.StartRolloutAsync(TwoVersions.Endpoint, new { strategy = "feature-flag", versions = new[] { 2 }, rules });
        await installation.Api.WaitForPhaseAsync(started.GetProperty("id").GetString()!, Limit, "paused", "progressing");
        using var caller = new InferenceClient();
        await Eventually.BeTrueAsync("the rules are in force", async () => await VariantOfRequestAsync(installation, caller, "anna", "au", null) == "v2", Limit);
        (string Key, string Region, string? Plan)[] callers = [("anna", "au", null), ("bert", "nz", null), .. Enumerable.Range(0, 40).Select(n => ($"user-{n}", "nz", (string?)"gold"))];

        var answers = await RunAsync(installation.Agents[0].Rest, callers);

        var seen = new HashSet<string>();
        foreach (var ((key, region, plan), answer) in callers.Zip(answers))
        {
            Assert.Equal(await VariantOfRequestAsync(installation, caller, key, region, plan), answer.GetProperty("value").GetString());
            Assert.Equal(answer.GetProperty("value").GetString(), answer.GetProperty("variant").GetString());
            seen.Add($"{answer.GetProperty("reason").GetString()} {answer.GetProperty("value").GetString()}");
        }

        Assert.Equal(["DEFAULT v1", "SPLIT v1", "SPLIT v2", "TARGETING_MATCH v2"], seen.Order(StringComparer.Ordinal));
        Assert.Equal(2, answers[0].GetProperty("flagMetadata").GetProperty("version").GetInt32());
        var failures = answers.Skip(callers.Length).ToList();
        Assert.Equal(("v1", "DEFAULT"), (failures[0].GetProperty("value").GetString(), failures[0].GetProperty("reason").GetString()));
        Assert.Equal(("code-default", "FLAG_NOT_FOUND"), (failures[1].GetProperty("value").GetString(), failures[1].GetProperty("errorCode").GetString()));
        Assert.Equal(("TYPE_MISMATCH", false), (failures[2].GetProperty("errorCode").GetString(), failures[2].GetProperty("value").GetBoolean()));
        Assert.Equal((200, 304), (failures[3].GetProperty("status").GetInt32(), failures[3].GetProperty("again").GetInt32()));
        Assert.Equal("v2", failures[3].GetProperty("flags")[0].GetProperty("value").GetString());
    }

    private static async Task<string?> VariantOfRequestAsync(Installation installation, InferenceClient client, string key, string region, string? plan)
    {
        var parameters = JsonSerializer.Serialize(plan is null ? (object)new { region } : new { region, plan });
        var body = TwoVersions.Body[..^1] + $",\"parameters\":{parameters}}}";
        return (await client.InferAsync(installation.Agents[0].Rest, TwoVersions.Endpoint, body, key)).Variant;
    }

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(Uri agent, IEnumerable<(string Key, string Region, string? Plan)> callers)
    {
        var contexts = JsonSerializer.Serialize(callers.Select(c => c.Plan is null ? (object)new { targetingKey = c.Key, region = c.Region } : new { targetingKey = c.Key, region = c.Region, plan = c.Plan }));
        var script = Path.Combine(RepositoryFiles.Folder, "tests", "SystemTests", "Flags", "openfeature-client.mjs");
        var start = new ProcessStartInfo("node", [script, agent.GetLeftPart(UriPartial.Authority), TwoVersions.Endpoint, contexts, Path.Combine(RepositoryFiles.Folder, "package.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
