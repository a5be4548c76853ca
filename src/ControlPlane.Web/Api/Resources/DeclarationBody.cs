using System.Text.Json;
using ControlPlane.Domain.Declarations;

namespace ControlPlane.Web.Api.Resources;

/// <summary>Body of <c>PUT /declarations/{kind}/{name}</c>. Immutable.</summary>
internal sealed record DeclarationBody
{
    /// <summary>Labels of the document.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What was declared.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Spec { get; init; }

    /// <summary>Where it stands, for people.</summary>
    public string Source { get; init; } = "";

    public DeclarationDraft ToDraft(string kind, string name) =>
        new() { Kind = kind, Name = name, Labels = Labels, Content = JsonSerializer.Serialize(Spec, ApiJson.Options), Source = Source };
}
