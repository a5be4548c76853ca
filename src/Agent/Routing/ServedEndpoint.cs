using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>One endpoint with everything its requests need. Immutable but for the ordinal, thread-safe.</summary>
public sealed class ServedEndpoint
{
    private readonly RequestOrdinal _ordinal;

    /// <summary>An endpoint whose variants stand in the order of its routing.</summary>
    public ServedEndpoint(EndpointRouting routing, IReadOnlyList<ServedVariant> variants, RequestOrdinal ordinal)
    {
        Routing = routing;
        Selector = new VariantSelector(routing);
        Variants = [.. variants];
        Stable = variants.First(v => v.Routing.Name == routing.StableVariant);
        _ordinal = ordinal;
    }

    /// <summary>How it answers.</summary>
    public EndpointRouting Routing { get; }

    /// <summary>Chooses the variant.</summary>
    public VariantSelector Selector { get; }

    /// <summary>By the index that <see cref="VariantSelection.Variant"/> gives.</summary>
    public ServedVariant[] Variants { get; }

    /// <summary>The variant that answers in place of one that cannot; its model is never null.</summary>
    public ServedVariant Stable { get; }

    /// <summary>Running number of the next request without a routing key; goes on counting across tables.</summary>
    public long NextOrdinal() => _ordinal.Next();
}
