namespace ControlPlane.Data.Drift;

/// <summary>Codes of refusals about drift.</summary>
public static class DriftRefusals
{
    /// <summary>No such reference is in force.</summary>
    public const string ReferenceNotFound = "reference_not_found";
}
