namespace ControlPlane.Web.Features.Models;

/// <summary>Something in the watch folder that could not become a version. Immutable.</summary>
/// <param name="Path">Relative to the watch folder.</param>
/// <param name="Sentence">Why, in words.</param>
/// <param name="At">When it was tried.</param>
public sealed record WatchedFailure(string Path, string Sentence, DateTimeOffset At);
