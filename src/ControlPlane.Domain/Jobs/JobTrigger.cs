namespace ControlPlane.Domain.Jobs;

/// <summary>What moves a batch job from phase to phase.</summary>
public enum JobTrigger
{
    /// <summary>The last chunk is done.</summary>
    Finish,

    /// <summary>It cannot go on by itself.</summary>
    Fail,

    /// <summary>A person stops it.</summary>
    Cancel,

    /// <summary>A person lets it go on.</summary>
    Resume,
}
