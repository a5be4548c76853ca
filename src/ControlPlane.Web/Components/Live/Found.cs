namespace ControlPlane.Web.Components.Live;

/// <summary>The answer to a question for one thing. Immutable.</summary>
/// <param name="Row">Null when there is none: known, not pending.</param>
public sealed record Found<T>(T? Row)
    where T : class;
