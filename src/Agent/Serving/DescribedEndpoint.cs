using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>An endpoint and the model that describes it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Model">The version named, or the stable one.</param>
internal sealed record DescribedEndpoint(ServedEndpoint Endpoint, LoadedModel Model)
{
    /// <summary>Versions that can answer, in their order.</summary>
    public IEnumerable<int> Versions => Endpoint.Variants.Where(v => v.Model is not null).Select(v => v.Routing.Version).Distinct().Order();
}
