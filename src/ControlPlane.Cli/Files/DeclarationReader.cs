using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Mlflow;
using YamlDotNet.Core;

namespace ControlPlane.Cli.Files;

/// <summary>Reads files and folders of declarations and checks all that can be checked without a control plane.</summary>
internal static class DeclarationReader
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static Option<string[]> Option() => new("--file", "-f")
    {
        Description = "A file, a folder with all files below it, or - for standard input; may be repeated.",
        HelpName = "path",
        Required = true,
    };

    /// <summary>Reads all of them, whatever is wrong with some.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.FileInvalid"/> where a file cannot be read at all.</returns>
    public static async Task<Outcome<DeclarationSet>> ReadAsync(IEnumerable<string> paths, CliSurroundings surroundings, CancellationToken cancellation)
    {
        var (declarations, findings, count) = (new List<Declaration>(), new List<Finding>(), 0);
        foreach (var path in paths.SelectMany(FilesBelow))
        {
            var text = await BodyFile.ReadTextAsync(path, surroundings, cancellation);
            if (text.Refusal is { } unreadable)
                return unreadable;
            count++;
            ReadFile(path, text.Value, declarations, findings);
        }

        findings.AddRange(FindDoubles(declarations));
        findings.AddRange(FindSharedSchedules(declarations));
        return new DeclarationSet(declarations, findings, count);
    }

    /// <summary>Reads all of them, or says everything that is wrong.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.FileInvalid"/>.</returns>
    public static async Task<Outcome<DeclarationSet>> ReadValidAsync(IEnumerable<string> paths, CliSurroundings surroundings, CancellationToken cancellation)
    {
        var read = await ReadAsync(paths, surroundings, cancellation);
        if (read.Refusal is { } unreadable)
            return unreadable;
        var findings = read.Value.Findings;
        return findings.Count == 0
            ? read
            : new Refusal(CliRefusals.FileInvalid, $"{findings.Count} {(findings.Count == 1 ? "place is" : "places are")} wrong; nothing was sent.")
            {
                Fields = [.. findings.Select(f => new FieldProblem($"{f.File}:{f.Position}", $"{f.Path} {f.Problem}".Trim(), f.Remedy))],
            };
    }

    private static IEnumerable<string> FilesBelow(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && !IsOfMlflow(f)).Order(StringComparer.Ordinal)
        : [path];

    // What lies beside an MLmodel describes an environment, not an installation.
    private static bool IsOfMlflow(string file) => File.Exists(Path.Combine(Path.GetDirectoryName(file)!, MlmodelReader.FileName));

    private static void ReadFile(string path, string text, List<Declaration> declarations, List<Finding> findings)
    {
        try
        {
            foreach (var document in YamlReader.Read(text).Where(d => d.Value is not null))
            {
                var wrong = DeclarationRules.Check(path, document).ToList();
                findings.AddRange(wrong);
                if (wrong.Count == 0 && document.Value is JsonObject value)
                    declarations.Add(new Declaration((string)value["kind"]!, (string)value["metadata"]!["name"]!, value["spec"]!.AsObject(), path, document));
            }
        }
        catch (YamlException exception)
        {
            findings.Add(new Finding(path, new FilePosition(exception.Start.Line, exception.Start.Column), "", exception.Message.TrimEnd('.'), "correct it"));
        }
    }

    // One thing in two places: neither could be right, and which one wins would depend on the order.
    private static IEnumerable<Finding> FindDoubles(List<Declaration> declarations) =>
        from same in declarations.GroupBy(d => (d.Kind, d.Name))
        let first = same.First()
        from other in same.Skip(1)
        select new Finding(other.File, other.Document.Find("metadata.name"), "metadata.name", $"declares {other.Kind} {other.Name}, which {first.File}:{first.Document.Find("metadata.name")} declares too", "declare it once");

    // A freeze window is a part of an endpoint's schedule: two files would own one field.
    private static IEnumerable<Finding> FindSharedSchedules(List<Declaration> declarations) =>
        from window in declarations.Where(d => d.Kind == FreezeWindowKind.Name)
        from endpoint in declarations.Where(d => d.Kind == InferenceEndpointKind.Name && d.Spec.ContainsKey("schedule") && FreezeWindowKind.EndpointsOf(window.Spec).Contains(d.Name))
        select new Finding(window.File, window.Find("endpoints"), "spec.endpoints", $"name {endpoint.Name}, whose schedule {endpoint.File}:{endpoint.Find("schedule")} owns whole", "write the window there, or take the schedule out");
}
