using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Output;

/// <summary>One value of a result and how people read it. Immutable.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Path">Members from the object down, separated by dots; empty for the object itself.</param>
/// <param name="Text">How it is written; null means as <see cref="CellText"/> does.</param>
internal sealed record Column(string Title, string Path, Func<JsonNode?, string>? Text = null)
{
    /// <summary>Whether the word is a state that colour may underline.</summary>
    public bool IsState { get; init; }

    public string Read(JsonNode? item) => (Text ?? CellText.Of)(JsonPath.Find(item, Path));
}
