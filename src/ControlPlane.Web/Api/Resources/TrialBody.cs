using System.Text.Json;

namespace ControlPlane.Web.Api.Resources;

/// <summary>On what a stored analysis template shall be tried.</summary>
internal sealed record TrialBody
{
    public required string Endpoint { get; init; }

    /// <summary>The newest version when left out.</summary>
    public int? Version { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Arguments { get; init; } = new Dictionary<string, JsonElement>();
}
