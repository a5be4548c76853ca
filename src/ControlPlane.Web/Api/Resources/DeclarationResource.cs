using System.Text.Json;
using ControlPlane.Domain.Declarations;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What a file last said about one thing. Immutable.</summary>
internal sealed record DeclarationResource
{
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What was declared.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Spec { get; init; }

    /// <summary>Where it stood; empty when unknown.</summary>
    public required string Source { get; init; }

    public required string AppliedBy { get; init; }

    public required DateTimeOffset AppliedAt { get; init; }

    public static DeclarationResource Of(AppliedDeclaration declaration) => new()
    {
        Kind = declaration.Kind,
        Name = declaration.Name,
        Labels = declaration.Labels,
        Spec = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(declaration.Content, ApiJson.Options)!,
        Source = declaration.Source,
        AppliedBy = declaration.AppliedBy,
        AppliedAt = declaration.AppliedAt,
    };
}
