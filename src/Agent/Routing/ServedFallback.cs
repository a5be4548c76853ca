using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>What answers an endpoint's requests in place of a variant that cannot. Immutable.</summary>
public sealed class ServedFallback
{
    /// <summary>What its answers say in place of a variant's name.</summary>
    public const string VariantName = "fallback";

    /// <summary>A version or a constant.</summary>
    /// <param name="routing">A routing with a fallback.</param>
    /// <param name="model">The fallback version; null when it is not ready here or a constant answers.</param>
    /// <param name="champion">Whose datatypes callers see; null when the stable version is not here.</param>
    internal ServedFallback(EndpointRouting routing, LoadedModel? model, LoadedModel? champion)
    {
        Model = model;
        Statistics = model?.StatisticsAt(routing.Name);
        Constant = routing.Fallback!.Constant is { } constant ? Encoding.UTF8.GetBytes(constant) : null;
        Identity = new AnswerIdentity(routing.Name, VariantName, routing.Fallback.Version ?? 0, routing.RouteRevision);
        OutputsAs = PrecisionBridge.OutputsAs(model?.Signature, champion?.Signature);
    }

    /// <summary>The version that answers; null when it is not ready here or a constant answers.</summary>
    public LoadedModel? Model { get; }

    /// <summary>Counts what its version does at this endpoint; null when none answers.</summary>
    internal ModelStatistics? Statistics { get; }

    /// <summary>A whole answer; null when a version answers.</summary>
    internal byte[]? Constant { get; }

    /// <summary>What its answers say about their origin.</summary>
    internal AnswerIdentity Identity { get; }

    /// <summary>See <see cref="ServedVariant.OutputsAs"/>.</summary>
    internal TensorSignature?[]? OutputsAs { get; }

    /// <summary>Whether it can take the requests of a variant; a version does not stand in for itself.</summary>
    internal bool CanStandInFor(ServedVariant variant) => Constant is not null || (Model is not null && Model != variant.Model);
}
