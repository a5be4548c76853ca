namespace ControlPlane.Web.Components.Live;

/// <summary>What a view needs to know about a question to draw loading, failed and stale.</summary>
public interface ILiveQuery
{
    /// <summary>Whether there ever was an answer.</summary>
    bool HasAnswer { get; }

    /// <summary>A sentence for the viewer when the last asking failed; otherwise null.</summary>
    string? Failure { get; }

    /// <summary>When the last good answer came; null while there is none.</summary>
    DateTimeOffset? AnsweredAt { get; }

    /// <summary>Asks now.</summary>
    Task AskAsync();
}
