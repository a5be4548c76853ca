namespace ControlPlane.Contracts.Routing;

/// <summary>Why a variant was chosen for a request.</summary>
public enum SelectionReason
{
    /// <summary>The caller's bucket in the default split.</summary>
    Split,

    /// <summary>No routing key: the running number of the request.</summary>
    Ordinal,

    /// <summary>A rule named the variant or its own split did.</summary>
    Rule,
}
