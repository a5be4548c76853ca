namespace ControlPlane.Domain.Audit;

/// <summary>
/// What an audit entry's hash is taken over, in this order. Columns bear the same names.
/// The order belongs to <see cref="AuditForm.Current"/>: another order or another field is another form.
/// </summary>
public enum AuditField
{
    /// <summary>Number of the form.</summary>
    Form,

    /// <summary>From 1, without gaps.</summary>
    Sequence,

    /// <summary>Hash of the entry before.</summary>
    PreviousHash,

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    At,

    /// <summary>Who.</summary>
    Actor,

    /// <summary>By which way.</summary>
    Way,

    /// <summary>What kind of thing.</summary>
    Subject,

    /// <summary>Which thing.</summary>
    Name,

    /// <summary>What was done.</summary>
    Action,

    /// <summary>The endpoint concerned, or nothing.</summary>
    Endpoint,

    /// <summary>Its pool, or nothing.</summary>
    Pool,

    /// <summary>What happened, in words.</summary>
    Sentence,

    /// <summary>Why.</summary>
    Reason,

    /// <summary>What was, or nothing.</summary>
    Before,

    /// <summary>What is, or nothing.</summary>
    After,

    /// <summary>Numbers of a decision, or nothing.</summary>
    Numbers,

    /// <summary>Code of a refusal, or nothing.</summary>
    RefusalCode,

    /// <summary>Revision of the table that carries it, or nothing.</summary>
    TableRevision,
}
