namespace ControlPlane.Domain.Webhooks;

/// <summary>What happened, as it is told to the outside: the state after the change, never the one before. Immutable.</summary>
public sealed record Announcement
{
    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The thing it is about, as a path, such as <c>rollouts/…</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The endpoint it concerns; null where it concerns none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>What is true now, as a JSON object; its member <c>sentence</c> says it in words.</summary>
    public required string Data { get; init; }

    /// <summary>Identifies what would be told again after a restart, so that it is told once; null where the change itself happens once.</summary>
    public string? Id { get; init; }
}
