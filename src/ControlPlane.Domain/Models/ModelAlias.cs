namespace ControlPlane.Domain.Models;

/// <summary>A movable name on a version, such as <c>candidate</c>. Moves only through its <see cref="RegisteredModel"/>.</summary>
public sealed class ModelAlias
{
    private ModelAlias()
    {
    }

    /// <summary>Name of the registered model.</summary>
    public string Model { get; private init; } = null!;

    /// <summary>Unique within the model.</summary>
    public string Name { get; private init; } = null!;

    /// <summary>Number of the version it points at.</summary>
    public int Version { get; private set; }

    /// <summary>When it was last moved.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    internal static ModelAlias Create(string model, string name, int version, DateTimeOffset now) =>
        new() { Model = model, Name = name, Version = version, ChangedAt = now };

    internal void MoveTo(int version, DateTimeOffset now)
    {
        if (version == Version)
            return;
        Version = version;
        ChangedAt = now;
    }
}
