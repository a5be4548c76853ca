using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Api.Resources;

/// <summary>How callers of an endpoint fare now, whatever its rollout says of itself. Immutable.</summary>
internal sealed record ServiceResource
{
    /// <summary><c>fine</c>, <c>watching</c>, <c>needs-you</c>, <c>rolled-back</c> or <c>unknown</c>.</summary>
    public required string Health { get; init; }

    /// <summary>The same in two words at most, as on screen.</summary>
    public required string Word { get; init; }

    /// <summary>Why, with numbers.</summary>
    public required string Reason { get; init; }

    public static ServiceResource Of(EndpointFacts facts)
    {
        var standing = EndpointStandingRule.Judge(facts);
        return new ServiceResource { Health = HealthOf(standing.Kind), Word = standing.Word, Reason = standing.Sentence };
    }

    private static string HealthOf(StatusKind kind) => kind switch
    {
        StatusKind.Fine => "fine",
        StatusKind.Watching => "watching",
        StatusKind.NeedsYou => "needs-you",
        StatusKind.RolledBack => "rolled-back",
        StatusKind.Unknown => "unknown",
        _ => throw new InvalidOperationException($"No name is defined for {kind}."),
    };
}
