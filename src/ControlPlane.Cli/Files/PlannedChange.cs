using System.Text.Json.Nodes;

namespace ControlPlane.Cli.Files;

/// <summary>What applying one declaration would do. Immutable by convention.</summary>
internal sealed record PlannedChange
{
    public required Declaration Declaration { get; init; }

    /// <summary>Whether it is not there yet.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Every member that the file names or the installation has.</summary>
    public required IReadOnlyList<FieldChange> Fields { get; init; }

    /// <summary>What a person should know, such as a version that is not taken again; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The body that would be sent.</summary>
    public required JsonObject Body { get; init; }

    /// <summary>The entity tag of what was compared; null when nothing is there.</summary>
    public string? EntityTag { get; init; }

    /// <summary>Folder of model files by digest; null when there is none.</summary>
    public string? ModelFolder { get; init; }

    /// <summary>Whether anything would be done.</summary>
    public bool HasEffect => IsNew || Fields.Any(f => f.IsDifferent);

    /// <summary>The same for programs.</summary>
    public JsonObject ToJson() => new()
    {
        ["kind"] = Declaration.Kind,
        ["name"] = Declaration.Name,
        ["file"] = Declaration.File,
        ["change"] = IsNew ? "create" : HasEffect ? "change" : "none",
        ["note"] = Note,
        ["fields"] = new JsonArray([.. Fields.Select(f => new JsonObject
        {
            ["path"] = f.Path,
            ["before"] = f.Before?.DeepClone(),
            ["after"] = f.After?.DeepClone(),
            ["isDifferent"] = f.IsDifferent,
            ["owner"] = f.Owner,
            ["isOverwritten"] = f.IsOverwritten,
        })]),
    };
}
