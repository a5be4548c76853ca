using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Which model answers a request, entered, and how it came to that. Whoever holds it leaves the model afterwards. Immutable.</summary>
internal readonly struct RoutedRequest
{
    /// <summary>Entered; null when nothing can answer.</summary>
    public LoadedModel? Model { get; init; }

    public required AnswerIdentity Identity { get; init; }

    /// <summary>Counts the request; null when it is no experiment traffic, because its version was named or its variant is diverted.</summary>
    public VariantRecorder? Recorder { get; init; }

    /// <summary>Counts that the request went elsewhere; null when it went to the variant that was chosen.</summary>
    public VariantRecorder? DivertedFrom { get; init; }

    /// <summary>Null when the caller named the version.</summary>
    public VariantSelection? Selection { get; init; }

    public required long RouteRevision { get; init; }

    /// <summary>The request goes where its bucket or a rule says.</summary>
    public static RoutedRequest Of(ServedEndpoint endpoint, VariantSelection selection)
    {
        var chosen = endpoint.Variants[selection.Variant];
        var answering = chosen.Model is null ? endpoint.Stable : chosen;
        return new RoutedRequest
        {
            Model = answering.Model?.TryEnter() == true ? answering.Model : null,
            Identity = answering.Identity,
            Recorder = chosen.Model is null ? null : chosen.Recorder,
            DivertedFrom = chosen.Model is null ? chosen.Recorder : null,
            Selection = selection,
            RouteRevision = endpoint.Routing.RouteRevision,
        };
    }

    /// <summary>The request goes to the version its path names.</summary>
    public static RoutedRequest Of(ServedEndpoint endpoint, LoadedModel named) => new()
    {
        Model = named.TryEnter() ? named : null,
        Identity = new AnswerIdentity(endpoint.Routing.Name, variant: null, named.Version.Version, endpoint.Routing.RouteRevision),
        RouteRevision = endpoint.Routing.RouteRevision,
    };
}
