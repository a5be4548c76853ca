namespace ControlPlane.Demo.Models;

/// <summary>
/// One file of a folder of demo models, by its name without the folder; the digest is in lower-case hexadecimal digits.
/// The positive class is null when none stands out.
/// The measures are shares from 0 to 1 of the held-out examples; one without a usable answer counts as wrong.
/// </summary>
public sealed record ModelManifestEntry(
    string File,
    string Model,
    int Version,
    string Description,
    IReadOnlyList<string> ClassNames,
    string? PositiveClass,
    string Sha256,
    int HeldOut,
    IReadOnlyDictionary<string, double> Measures);
