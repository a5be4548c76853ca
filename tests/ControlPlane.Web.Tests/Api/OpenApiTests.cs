using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.TestKit;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Api;

/// <summary>The API's description: frozen, linted by a public linter, and what every operation of a kind must have.</summary>
public sealed class OpenApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes that are right whatever the caller saw: what they take away or set is whole and named by an id that never changes,
    /// or they only note what the caller's own file says.
    /// </summary>
    private static readonly string[] Unconditional =
    [
        "DeleteDeclaration", "EndSession", "PutDeclaration", "PutGoldenSet", "RemoveAgent", "RemoveDriftReference", "RemoveJob", "RemovePredictions", "RemoveRecordedOutputs", "RevokeToken", "ScheduleJob", "UnscheduleJob",
    ];

    [Fact]
    public async Task Document_OfTheRunningControlPlane_IsTheFrozenOne() => await Reference.CheckAsync("openapi.json", await DocumentAsync());

    [Fact]
    public async Task Page_MadeFromTheDocument_IsWhatTheDocsHold()
    {
        var text = new StringBuilder("# API\n\nMade from the OpenAPI document, `/openapi/v1.json` (frozen as [openapi.json](openapi.json)); a test compares this page with it. The control plane shows the same with parameters and bodies on its page *API*. Codes of refusals stand in [codes.md](codes.md).\n");
        foreach (var group in (await OperationsAsync()).GroupBy(o => (string)o.Body["tags"]![0]!))
        {
            text.Append($"\n## {group.Key}\n\n| operation | | does |\n|---|---|---|\n");
            foreach (var (method, path, body) in group)
                text.Append($"| {body["operationId"]} | `{method} {path}` | {body["summary"]} |\n");
        }

        await Reference.CheckAsync("api.md", text.ToString());
    }

    [Fact]
    public async Task Document_Linted_HasNoError()
    {
        var (code, output) = await LintAsync(JsonNode.Parse(await DocumentAsync())!);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Linter_GivenADocumentWithoutASummary_FindsIt()
    {
        var document = JsonNode.Parse(await DocumentAsync())!;
        document["paths"]!["/api/v1/models"]!["get"]!.AsObject().Remove("summary");

        var (code, output) = await LintAsync(document);

        Assert.Equal(1, code);
        Assert.Contains("operation-summary", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EveryOne_TakesAnIdempotencyKey() =>
        Assert.Empty((await OperationsAsync()).Where(o => o.Method == "POST" && !ParametersOf(o.Body).Contains("Idempotency-Key")).Select(o => o.Path));

    [Fact]
    public async Task Write_EveryOneThatReplacesOrRemoves_CanBeConditional()
    {
        var writes = (await OperationsAsync()).Where(o => o.Method is "PUT" or "DELETE").ToList();

        Assert.Equal(Unconditional.Order(), writes.Where(o => !ParametersOf(o.Body).Contains("If-Match")).Select(o => (string)o.Body["operationId"]!).Order());
    }

    [Fact]
    public async Task List_EveryOne_IsPagedByACursor()
    {
        var document = JsonNode.Parse(await DocumentAsync())!;
        var lists = (await OperationsAsync()).Where(o => o.Method == "GET" && IsList(document, o.Body)).ToList();

        Assert.NotEmpty(lists);
        Assert.Empty(lists.Where(o => !ParametersOf(o.Body).Contains("cursor") || !ParametersOf(o.Body).Contains("limit")).Select(o => o.Path));
    }

    private static bool IsList(JsonNode document, JsonNode operation)
    {
        var reference = (string?)operation["responses"]!["200"]?["content"]?["application/json"]?["schema"]?["$ref"];
        return reference is not null && document["components"]!["schemas"]![reference.Split('/')[^1]]!["properties"] is JsonObject members && members.ContainsKey("items") && members.ContainsKey("next");
    }

    private static IReadOnlyList<string> ParametersOf(JsonNode operation) => [.. (operation["parameters"]?.AsArray() ?? []).Select(p => (string)p!["name"]!)];

    private static async Task<(int Code, string Output)> LintAsync(JsonNode document)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("openapi.json"), document.ToJsonString(Readable));
        var program = Path.Combine(Reference.Repository, "node_modules", "@redocly", "cli", "bin", "cli.js");
        var start = new ProcessStartInfo("node", [program, "lint", folder.Combine("openapi.json"), "--config", Path.Combine(Reference.Repository, "redocly.yaml")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" },
        };
        using var linter = Process.Start(start)!;
        var (output, errors) = (linter.StandardOutput.ReadToEndAsync(), linter.StandardError.ReadToEndAsync());
        await linter.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (linter.ExitCode, await output + await errors);
    }

    private async Task<string> DocumentAsync()
    {
        var text = await shared.Host.Http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative));
        return JsonNode.Parse(text)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
    }

    private async Task<IReadOnlyList<(string Method, string Path, JsonNode Body)>> OperationsAsync() =>
    [
        .. JsonNode.Parse(await DocumentAsync())!["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (o.Key.ToUpperInvariant(), path.Key, o.Value!))),
    ];
}
