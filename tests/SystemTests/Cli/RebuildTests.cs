using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.TestKit;
using ControlPlane.TestKit.Processes;

namespace ControlPlane.SystemTests.Cli;

/// <summary>Files that an installation can be built from anew.</summary>
public sealed class RebuildTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Export_OfTheDemo_RebuildsItInAnEmptyInstallation()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Block(100);
        await using var demo = RunningProgram.Start(ProductFiles.Web, "demo", "--data", folder.Combine("demo"), "--port", $"{port}", "--agents", "1", "--no-traffic");
        await demo.WaitForLineAsync("Ctrl-C stops everything", Limit);
        var source = new Uri($"http://127.0.0.1:{port}/");
        using var original = new ApiClient(source);
        await Eventually.BeTrueAsync("every scene has its second version", async () => (await TablesAsync(original)).Count(t => t.Key.StartsWith("pets-", StringComparison.Ordinal)
            && t.Value.Contains("\"version\":2", StringComparison.Ordinal)) == 3, Limit);

        // What a rollout moves while it is written down is written down again.
        var wanted = await TablesAsync(original);
        await Eventually.BeTrueAsync("nothing moves while it is exported", async () =>
        {
            wanted = await TablesAsync(original);
            await CommandLine.DoAsync(source, "export", "--folder", folder.Combine("files"), "--models", folder.Combine("models"));
            var after = await TablesAsync(original);
            return wanted.All(t => after[t.Key] == t.Value);
        }, Limit);
        await using var empty = await Installation.StartAsync(agents: 0);
        var applied = await CommandLine.DoAsync(empty, "apply", "-f", folder.Combine("files"));
        var rebuilt = await TablesAsync(empty.Api);
        var again = await CommandLine.DoAsync(empty, "apply", "-f", folder.Combine("files"));
        await empty.Api.PutSplitAsync("fraud", (1, 9_000), (2, 1_000));
        var moved = await TablesAsync(empty.Api);

        Assert.Equal(5, wanted.Count);
        Assert.All(wanted, table => Assert.Equal(table.Value, rebuilt[table.Key]));
        Assert.Contains("created InferenceEndpoint pets-shadow", applied, StringComparison.Ordinal);
        Assert.All(again.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("unchanged", line, StringComparison.Ordinal));
        Assert.NotEqual(wanted["fraud"], moved["fraud"]);
    }

    // How each endpoint answers and which files it needs, without what counts or dates.
    private static async Task<Dictionary<string, string>> TablesAsync(ApiClient api)
    {
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var endpoint in (await api.GetAsync("endpoints")).GetProperty("items").EnumerateArray())
        {
            var name = endpoint.GetProperty("name").GetString()!;
            var table = JsonSerializer.SerializeToNode(await api.GetAsync($"endpoints/{name}/routing-table"))!;
            table["routing"]!.AsObject().Remove("routeRevision");
            tables[name] = new JsonObject { ["routing"] = table["routing"]!.DeepClone(), ["prepare"] = table["prepare"]!.DeepClone() }.ToJsonString();
        }

        return tables;
    }
}
