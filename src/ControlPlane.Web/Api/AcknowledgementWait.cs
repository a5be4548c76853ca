namespace ControlPlane.Web.Api;

/// <summary>Whether and how long an answer waits for the agents. Immutable.</summary>
/// <param name="Limit">Null: it does not wait.</param>
internal readonly record struct AcknowledgementWait(TimeSpan? Limit);
