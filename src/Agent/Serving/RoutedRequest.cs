using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Which model answers a request, entered, and how it came to that. Whoever holds it leaves the model afterwards. Immutable.</summary>
internal readonly struct RoutedRequest
{
    /// <summary>Entered; null when a constant answers or nothing can.</summary>
    public LoadedModel? Model { get; init; }

    /// <summary>A whole answer in place of a model's; null when a model answers.</summary>
    public byte[]? Constant { get; init; }

    public required ServedEndpoint Endpoint { get; init; }

    public required AnswerIdentity Identity { get; init; }

    /// <summary>Counts the request; null when it is no experiment traffic, because its version was named, its variant is diverted or its caller can wait.</summary>
    public VariantRecorder? Recorder { get; init; }

    /// <summary>Counts that the request went elsewhere; null when it went to the variant that was chosen.</summary>
    public VariantRecorder? DivertedFrom { get; init; }

    /// <summary>Counts what the model does at this endpoint; null when no model answers.</summary>
    public ModelStatistics? Statistics { get; init; }

    /// <summary>Null when the caller named the version.</summary>
    public VariantSelection? Selection { get; init; }

    /// <summary>See <see cref="ServedVariant.OutputsAs"/>.</summary>
    public TensorSignature?[]? OutputsAs { get; init; }

    /// <summary>The request's assignment cell; −1 when none was assigned, because a rule or the caller named what answers.</summary>
    public int Cell => Selection is { Bucket: >= 0 } selection ? AssignmentCell.OfBucket(selection.Bucket) : -1;

    public bool CanBeAnswered => Model is not null || Constant is not null;

    /// <summary>The same, as no traffic of the endpoint: how long callers who can wait do wait says nothing about a variant.</summary>
    public RoutedRequest Uncounted() => this with { Recorder = null, DivertedFrom = null };

    /// <summary>The request goes where its bucket or a rule says, or to what stands in for that variant.</summary>
    public static RoutedRequest Of(ServedEndpoint endpoint, VariantSelection selection)
    {
        var chosen = endpoint.Variants[selection.Variant];
        if (!chosen.CanAnswer || endpoint.Routing.IsSuspended)
        {
            if (endpoint.Fallback is { } fallback && fallback.CanStandInFor(chosen))
                return Of(endpoint, fallback, chosen, selection);
            if (endpoint.Stable.Model is not null && endpoint.Stable != chosen)
                return Of(endpoint, endpoint.Stable, selection) with { DivertedFrom = chosen.Recorder };
        }

        // A tripped variant goes on when nothing could take its requests.
        return Of(endpoint, chosen, selection) with { Recorder = chosen.Recorder };
    }

    /// <summary>The request goes to what stands in for a model that was lost while it answered; nothing to be answered by where there is nothing else.</summary>
    public RoutedRequest WithoutLost()
    {
        if (Selection is not { } selection)
            return default;

        var chosen = Endpoint.Variants[selection.Variant];
        if (Endpoint.Fallback is { } fallback && fallback.Model != Model && fallback.CanStandInFor(chosen))
            return Of(Endpoint, fallback, chosen, selection);
        return Endpoint.Stable.Model is { IsUp: true } stable && stable != Model ? Of(Endpoint, Endpoint.Stable, selection) with { DivertedFrom = chosen.Recorder } : default;
    }

    /// <summary>The request goes to the version its path names.</summary>
    public static RoutedRequest Of(ServedEndpoint endpoint, LoadedModel named) => new()
    {
        Model = named.TryEnter() ? named : null,
        Statistics = named.StatisticsAt(endpoint.Routing.Name),
        Endpoint = endpoint,
        Identity = endpoint.IdentityOf(named.Version.Version),
    };

    private static RoutedRequest Of(ServedEndpoint endpoint, ServedVariant answering, VariantSelection selection) => new()
    {
        Model = answering.Model?.TryEnter() == true ? answering.Model : null,
        Statistics = answering.Statistics,
        Endpoint = endpoint,
        Identity = answering.Identity,
        Selection = selection,
        OutputsAs = answering.OutputsAs,
    };

    private static RoutedRequest Of(ServedEndpoint endpoint, ServedFallback fallback, ServedVariant chosen, VariantSelection selection) => new()
    {
        Model = fallback.Model?.TryEnter() == true ? fallback.Model : null,
        Statistics = fallback.Statistics,
        Constant = fallback.Constant,
        Endpoint = endpoint,
        Identity = fallback.Identity,
        DivertedFrom = chosen.Recorder,
        Selection = selection,
        OutputsAs = fallback.OutputsAs,
    };
}
