namespace ControlPlane.Vectors;

/// <summary>How a vector came out.</summary>
public enum VectorStatus
{
    /// <summary>Every wanted result was got.</summary>
    Pass,

    /// <summary>A result differs, or the vector cannot be read or computed.</summary>
    Fail,

    /// <summary>The product has no such method, option or result.</summary>
    Unsupported,
}
