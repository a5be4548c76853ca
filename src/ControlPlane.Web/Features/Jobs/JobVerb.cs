namespace ControlPlane.Web.Features.Jobs;

/// <summary>What people do to a job.</summary>
public enum JobVerb
{
    /// <summary>Stop it; what is done stays.</summary>
    Cancel,

    /// <summary>Go on with what is not done.</summary>
    Resume,
}
