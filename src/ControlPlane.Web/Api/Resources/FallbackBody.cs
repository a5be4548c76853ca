using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What answers in place of a variant that cannot, as the API takes it: exactly one of the two. Immutable.</summary>
/// <param name="Version">A registered version.</param>
/// <param name="Constant">A whole inference response as JSON text.</param>
internal sealed record FallbackBody(int? Version = null, string? Constant = null)
{
    public FallbackAnswer ToAnswer() => new(Version, Constant);
}
