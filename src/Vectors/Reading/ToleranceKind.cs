namespace ControlPlane.Vectors.Reading;

/// <summary>How a number that was got is held against the number that is wanted.</summary>
public enum ToleranceKind
{
    /// <summary>|got − want| ≤ tolerance.</summary>
    Absolute,

    /// <summary>|got − want| ≤ tolerance·|want|.</summary>
    Relative,

    /// <summary>got = want.</summary>
    Exact,

    /// <summary>The wanted value is <c>{min, max}</c>, both included: a property measured by simulation.</summary>
    Within,
}
