using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>
/// A context as the rules of one endpoint see it. The targeting key stands where the endpoint's callers send their routing key,
/// so that a rule that names callers by it finds it there. Immutable.
/// </summary>
internal sealed class FlagCaller(FlagContext context, RoutingKeySource source) : IRequestAttributes
{
    /// <inheritdoc />
    public string? Find(string attribute)
    {
        if (context.Key.Length > 0 && string.Equals(attribute, source.Header, StringComparison.OrdinalIgnoreCase))
            return context.Key;
        return context.Find(attribute) ?? (context.Key.Length > 0 && attribute == source.Parameter ? context.Key : null);
    }
}
