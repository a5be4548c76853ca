namespace ControlPlane.Domain.Drift;

/// <summary>The references in force at an endpoint. Immutable.</summary>
public sealed record ReferenceSet
{
    /// <summary>Nothing is frozen yet.</summary>
    public static ReferenceSet None { get; } = new() { StableVersion = 0 };

    /// <summary>The endpoint's stable version.</summary>
    public required int StableVersion { get; init; }

    /// <summary>Inputs by version.</summary>
    public IReadOnlyDictionary<int, DriftReference> Inputs { get; init; } = new Dictionary<int, DriftReference>();

    /// <summary>Predictions of the stable version, which those of every variant are held against; null while they are not frozen.</summary>
    public DriftReference? Predictions { get; init; }

    /// <summary>
    /// Inputs that a version's are held against: its own, else the stable version's, else the newest, because callers stay the same when another version answers them.
    /// Null when nothing is frozen.
    /// </summary>
    public DriftReference? InputsOf(int version) =>
        Inputs.GetValueOrDefault(version) ?? Inputs.GetValueOrDefault(StableVersion) ?? Inputs.Values.MaxBy(r => r.FrozenAt);
}
