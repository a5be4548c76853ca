namespace ControlPlane.Web.Features.Analysis;

/// <summary>A secret with the one host it may be sent to. Never stored, logged or shown. Immutable.</summary>
/// <param name="Value">The bearer token.</param>
/// <param name="Host">Host name that it is for.</param>
public sealed record SourceSecret(string Value, string Host)
{
    /// <summary>Whether it may be sent to that address.</summary>
    public bool IsFor(Uri address) => string.Equals(Host, address.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public override string ToString() => $"secret for {Host}";
}
