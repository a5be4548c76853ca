using System.Collections.Concurrent;
using ControlPlane.AgentHost.Caching;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>One endpoint with everything its requests need. Immutable but for its running numbers, thread-safe.</summary>
public sealed class ServedEndpoint
{
    private readonly RequestOrdinal _ordinal;
    private readonly RequestOrdinal _mirrored = new();
    private readonly ConcurrentDictionary<int, AnswerIdentity> _named = new();

    /// <summary>An endpoint whose variants stand in the order of its routing.</summary>
    /// <param name="routing">How it answers.</param>
    /// <param name="variants">In the routing's order.</param>
    /// <param name="ordinal">Numbers its requests without a routing key.</param>
    /// <param name="fallbackModel">The version of the routing's fallback; null when it has none or it is not ready here.</param>
    /// <param name="cache">Empty, for its answers; null when none are kept.</param>
    public ServedEndpoint(EndpointRouting routing, IReadOnlyList<ServedVariant> variants, RequestOrdinal ordinal, LoadedModel? fallbackModel = null, ResponseCache? cache = null)
    {
        Cache = cache;
        Routing = routing;
        Selector = new VariantSelector(routing);
        var champion = variants.First(v => v.Routing.Name == routing.StableVariant).Model;
        Variants = [.. variants.Select(v => v with { OutputsAs = PrecisionBridge.OutputsAs(v.Model?.Signature, champion?.Signature) })];
        Stable = Variants.First(v => v.Routing.Name == routing.StableVariant);
        Fallback = routing.Fallback is null ? null : new ServedFallback(routing, fallbackModel, champion);
        Shadows = [.. routing.Shadows.Select(s => new ServedShadow(Variants.First(v => v.Routing.Name == s.Variant), s.SampleShare)).Where(s => s.Variant.Model is not null)];
        _ordinal = ordinal;
    }

    /// <summary>How it answers.</summary>
    public EndpointRouting Routing { get; }

    /// <summary>Chooses the variant.</summary>
    public VariantSelector Selector { get; }

    /// <summary>By the index that <see cref="VariantSelection.Variant"/> gives.</summary>
    public ServedVariant[] Variants { get; }

    /// <summary>The variant that answers in place of one that cannot; its model is null only while the endpoint is suspended.</summary>
    public ServedVariant Stable { get; }

    /// <summary>Answers in place of a variant that cannot, before the stable one; null when there is none.</summary>
    public ServedFallback? Fallback { get; }

    /// <summary>Answers that are kept; null when none are.</summary>
    public ResponseCache? Cache { get; }

    /// <summary>It is suspended and has no constant to answer with.</summary>
    public bool RefusesAll => Routing.IsSuspended && Fallback?.Constant is null;

    /// <summary>Every model that its requests may reach.</summary>
    public IEnumerable<LoadedModel> Models => Variants.Select(v => v.Model).Append(Fallback?.Model).OfType<LoadedModel>();

    /// <summary>Shadows whose version is here.</summary>
    internal ServedShadow[] Shadows { get; }

    /// <summary>What answers of a version say whose callers named it; of one that is ready, so that there are few.</summary>
    internal AnswerIdentity IdentityOf(int version) =>
        _named.GetOrAdd(version, static (number, routing) => new AnswerIdentity(routing.Name, variant: null, number, routing.RouteRevision), Routing);

    /// <summary>Running number of the next request without a routing key; goes on counting across tables.</summary>
    public long NextOrdinal() => _ordinal.Next();

    /// <summary>Running number of the next answer that shadows may get a copy of; the same for all of them, so that smaller samples lie in larger ones.</summary>
    internal long NextMirrored() => _mirrored.Next();
}
