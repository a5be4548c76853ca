namespace ControlPlane.Contracts.Routing;

/// <summary>What rules may ask about a request.</summary>
public interface IRequestAttributes
{
    /// <summary>The value of a header or request parameter; null when the request does not carry it.</summary>
    string? Find(string attribute);
}
