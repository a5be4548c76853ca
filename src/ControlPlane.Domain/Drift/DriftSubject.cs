namespace ControlPlane.Domain.Drift;

/// <summary>What is watched for drift: an input feature of one variant's requests, or the predictions of one variant.</summary>
/// <param name="Variant">Name of the variant.</param>
/// <param name="Feature">Name of the feature; null for predictions.</param>
public readonly record struct DriftSubject(string Variant, string? Feature)
{
    /// <summary>Whether it is what a variant answered rather than what it was asked.</summary>
    public bool IsPrediction => Feature is null;
}
