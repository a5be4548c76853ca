namespace ControlPlane.Domain.Drift;

/// <summary>What a reference was frozen from.</summary>
public enum DriftSource
{
    /// <summary>Rows a person uploaded with a version.</summary>
    TrainingData,

    /// <summary>What callers sent.</summary>
    LiveRequests,
}
