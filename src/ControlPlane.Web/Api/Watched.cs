namespace ControlPlane.Web.Api;

/// <summary>A thing that is watched, as it is now. Immutable.</summary>
/// <param name="Id">Another one whenever the thing is another; what a client sends back as <c>Last-Event-ID</c>. Empty while there is nothing to tell.</param>
/// <param name="Value">The thing.</param>
/// <param name="IsLast">Whether it will never change again.</param>
internal sealed record Watched<T>(string Id, T Value, bool IsLast = false);
