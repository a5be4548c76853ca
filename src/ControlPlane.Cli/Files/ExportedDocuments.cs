using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>Documents of one kind as they are written into files. Immutable by convention.</summary>
internal sealed record ExportedDocuments(IReadOnlyList<JsonObject> Documents);
