using ControlPlane.Domain.Actors;

namespace ControlPlane.Domain.Audit;

/// <summary>What is to become the next entry of the audit chain. Immutable.</summary>
public sealed record AuditDraft
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who, and by which way.</summary>
    public required Actor Actor { get; init; }

    /// <summary>What kind of thing it is about.</summary>
    public required AuditSubject Subject { get; init; }

    /// <summary>Name or id of the thing.</summary>
    public required string Name { get; init; }

    /// <summary>What was done to it, in lower-kebab-case, such as <c>split-changed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The endpoint it concerns; null where it concerns none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Its environment; null where it has none.</summary>
    public string? Pool { get; init; }

    /// <summary>What happened, in one sentence with numbers.</summary>
    public required string Sentence { get; init; }

    /// <summary>Why, in the actor's words; empty when nothing was said.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What was, as JSON; null where there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What is, as JSON; null where there is nothing any more.</summary>
    public string? After { get; init; }

    /// <summary>The numbers a decision rests on, as a JSON object; null where it rests on none.</summary>
    public string? Numbers { get; init; }

    /// <summary>Code of the refusal; null unless something was asked for and refused.</summary>
    public string? RefusalCode { get; init; }

    /// <summary>Revision of the pool's routing table that carries it; null where no table does.</summary>
    public long? TableRevision { get; init; }
}
