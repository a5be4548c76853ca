namespace ControlPlane.Domain.Endpoints;

/// <summary>Codes of refusals about inference endpoints. Stable.</summary>
public static class EndpointRefusals
{
    /// <summary>A name or setting is not acceptable.</summary>
    public const string Invalid = "endpoint_invalid";

    /// <summary>The endpoint does not exist.</summary>
    public const string NotFound = "endpoint_not_found";

    /// <summary>The split's weights do not sum to 10,000, or its variants contradict each other.</summary>
    public const string SplitInvalid = "split_invalid";

    /// <summary>A version is named that the model does not have.</summary>
    public const string VersionNotFound = "version_not_found";

    /// <summary>The model or pool of an existing endpoint cannot be changed.</summary>
    public const string Fixed = "endpoint_fixed";

    /// <summary>There is no rollback that could be undone, or its time is over.</summary>
    public const string NothingToUndo = "nothing_to_undo";

    /// <summary>Somebody else changed the endpoint since it was read.</summary>
    public const string ChangedMeanwhile = "changed_meanwhile";
}
