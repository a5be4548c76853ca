namespace ControlPlane.Data.Artifacts;

/// <summary>Codes of refusals about stored files. Stable.</summary>
public static class ArtifactRefusals
{
    /// <summary>The file is larger than allowed.</summary>
    public const string TooLarge = "artifact_too_large";

    /// <summary>The file holds no bytes.</summary>
    public const string Empty = "artifact_empty";

    /// <summary>The disk has no room for the file, or does not take it.</summary>
    public const string NotStored = "artifact_not_stored";
}
