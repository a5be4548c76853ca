namespace ControlPlane.Contracts.Routing;

/// <summary>Where the caller's routing key comes from; the first that is present wins: header, cookie, parameter. Immutable.</summary>
/// <param name="Header">Header name in lower case.</param>
/// <param name="Cookie">Cookie name; null when cookies are not looked at.</param>
/// <param name="Parameter">Name in the request's <c>parameters</c>; null when they are not looked at.</param>
public sealed record RoutingKeySource(string Header, string? Cookie = null, string? Parameter = null)
{
    /// <summary>The header of interfaces and samples.</summary>
    public const string DefaultHeader = "x-routing-key";

    /// <summary>Header <c>x-routing-key</c> only.</summary>
    public static RoutingKeySource Default { get; } = new(DefaultHeader);
}
