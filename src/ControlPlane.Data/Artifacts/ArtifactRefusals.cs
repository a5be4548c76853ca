using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Artifacts;

/// <summary>Codes of refusals about stored files. Stable.</summary>
public static class ArtifactRefusals
{
    /// <summary>The file is larger than allowed.</summary>
    public const string TooLarge = "artifact_too_large";

    /// <summary>The file holds no bytes.</summary>
    public const string Empty = "artifact_empty";

    /// <summary>The disk or the store has no room for the file, or does not take it.</summary>
    public const string NotStored = "artifact_not_stored";

    /// <summary>The store does not have the file.</summary>
    public const string NotFound = "artifact_not_found";

    /// <summary>The store does not answer, or not in time.</summary>
    public const string StoreUnreachable = "artifact_store_unreachable";

    /// <summary>The store gave back other bytes than it was given.</summary>
    public const string StoreWrong = "artifact_store_wrong";

    internal static Refusal Missing(string digest) => new(NotFound, $"The store of model files does not have {digest}.");
}
