namespace ControlPlane.Web.Api;

/// <summary>One page of a list. Immutable.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Send it as <c>cursor</c> for the next page; null on the last.</param>
internal sealed record ListPage<T>(IReadOnlyList<T> Items, string? Next);
