using System.Text.Json.Nodes;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Files;

/// <summary>One document of a file that says what one thing shall be. Immutable by convention.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Name">Its name.</param>
/// <param name="Spec">What it shall be; members that are not there are not the file's business.</param>
/// <param name="File">The file it stands in.</param>
/// <param name="Document">The whole document, for places.</param>
internal sealed record Declaration(string Kind, string Name, JsonObject Spec, string File, YamlDocument Document)
{
    /// <summary>The version of the form that this program reads.</summary>
    public const string ApiVersion = "controlplane/v1";

    /// <summary>Labels of the document; empty when it has none.</summary>
    public JsonObject Labels => JsonPath.Find(Document.Value, "metadata.labels") as JsonObject ?? [];

    /// <summary>The folder that paths in the document begin at.</summary>
    public string Folder => File == "-" ? "." : Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>Place of a member of the spec.</summary>
    public FilePosition Find(string path) => Document.Find(path.Length == 0 ? "spec" : $"spec.{path}");

    /// <summary>A document that says what a thing is.</summary>
    public static JsonObject ToJson(string kind, string name, JsonObject spec) => new()
    {
        ["apiVersion"] = ApiVersion,
        ["kind"] = kind,
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = spec,
    };
}
