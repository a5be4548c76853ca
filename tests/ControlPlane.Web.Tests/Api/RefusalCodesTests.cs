using System.Text;
using System.Text.RegularExpressions;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Web.Api;

namespace ControlPlane.Web.Tests.Api;

/// <summary>Every code that a program may meet is written down, with its meaning and its status.</summary>
public sealed partial class RefusalCodesTests
{
    private static readonly string[] Projects = ["ControlPlane.Domain", "ControlPlane.Data", "ControlPlane.Mlflow", "ControlPlane.Web"];

    /// <summary>Codes that no answer of the API carries: the program's own at its start, the pages' about uploads, and why a source gave no number.</summary>
    private static readonly string[] Inner =
        ["listen_failed", "name_invalid", "program_not_found", "source_failed", "source_unreachable", "upload_cut", "upload_refused", "upload_stopped", "upload_unread"];

    [Fact]
    public async Task Page_MadeFromTheConstants_IsWhatTheDocsHold()
    {
        var text = new StringBuilder("# Codes of refusals\n\nMade from the constants in the code; a test compares this page with them. A refusal is `application/problem+json`: `code` is stable, `detail` is a sentence for people and may change, `errors` names every wrong field. A code that ends in `_not_found` is 404 where the path names the thing, 400 where a field does; `changed_meanwhile` is 412 where the request carried a condition.\n");
        foreach (var (title, file) in Files())
        {
            text.Append($"\n## {title}\n\n| code | status | means |\n|---|---|---|\n");
            foreach (var (code, meaning) in ConstantsOf(file))
                text.Append($"| `{code}` | {RefusalStatus.Of(new Refusal(code, ""))} | {meaning} |\n");
        }

        text.Append("\n## What agents refuse\n\nIn what an agent reports of a table or a version, not as answers of the API.\n\n| code | means |\n|---|---|\n");
        foreach (var (code, meaning) in ConstantsOf(Path.Combine(Reference.Repository, "src", "ControlPlane.Contracts", "Routing", "RefusalCodes.cs")))
            text.Append($"| `{code}` | {meaning} |\n");
        await Reference.CheckAsync("codes.md", text.ToString());
    }

    [Fact]
    public void Code_WrittenWhereItIsUsed_IsNoneOfTheApi()
    {
        var literals = Projects.SelectMany(p => Directory.EnumerateFiles(Path.Combine(Reference.Repository, "src", p), "*.cs", SearchOption.AllDirectories))
            .SelectMany(f => Literal().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).Distinct();

        Assert.Empty(literals.Except(Inner));
    }

    [Theory]
    [InlineData("return new Refusal(\"made_up\", \"No.\");", "made_up")]
    [InlineData("=> Refusal.OfField(\"made_up\", \"x\", \"y\", \"z\");", "made_up")]
    [InlineData("return new Refusal(ApiRefusals.Internal, \"No.\");", null)]
    public void Literal_InALineOfCode_IsFound(string line, string? expected) => Assert.Equal(expected, Literal().Match(line) is { Success: true } found ? found.Groups[1].Value : null);

    private static IEnumerable<(string Title, string File)> Files() => Projects
        .SelectMany(p => Directory.EnumerateFiles(Path.Combine(Reference.Repository, "src", p), "*Refusals.cs", SearchOption.AllDirectories))
        .Select(f => (Path.GetFileNameWithoutExtension(f)[..^"Refusals".Length], f)).OrderBy(f => f.Item1, StringComparer.Ordinal);

    private static IEnumerable<(string Code, string Meaning)> ConstantsOf(string file) =>
        Constant().Matches(File.ReadAllText(file)).Select(m => (m.Groups[2].Value, Plain(m.Groups[1].Value)));

    private static string Plain(string summary) => Markup().Replace(summary, m => m.Groups[1].Success ? $"`{m.Groups[1].Value}`" : m.Groups[2].Value.Split('.')[^1]);

    [GeneratedRegex("""<summary>(.+)</summary>\s+public const string \w+ = "([a-z_0-9]+)";""")]
    private static partial Regex Constant();

    [GeneratedRegex("""<c>(.+?)</c>|<see cref="(.+?)" ?/>""")]
    private static partial Regex Markup();

    [GeneratedRegex("""(?:new Refusal|OfField|Refusal [A-Za-z]+\(string [a-z]+\) => new)\("([a-z_]+)",""")]
    private static partial Regex Literal();
}
