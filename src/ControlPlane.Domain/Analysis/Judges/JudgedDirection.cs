namespace ControlPlane.Domain.Analysis.Judges;

/// <summary>Which move of a metric is bad.</summary>
public enum JudgedDirection
{
    /// <summary>Any move.</summary>
    Either,

    /// <summary>A rise.</summary>
    Increase,

    /// <summary>A fall.</summary>
    Decrease,
}
