using System.Text.Json.Nodes;
using ControlPlane.Data.Declarations;
using ControlPlane.Domain.Declarations;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Declarations;

/// <summary>Which members of a thing a file owns, and which file, so that nobody clicks against it unknowingly. Nothing where no file declared it.</summary>
public sealed partial class DeclaredNotice
{
    private AppliedDeclaration? _declared;
    private (string Kind, string Name) _looked;

    [Inject]
    public required DeclarationQueries Declarations { get; init; }

    /// <summary>The kind of document, such as <c>InferenceEndpoint</c>.</summary>
    [Parameter, EditorRequired]
    public required string Kind { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    private string Members => Wording.List([.. JsonNode.Parse(_declared!.Content)!.AsObject().Select(m => m.Key)]);

    private string Source => _declared!.Source.Length == 0 ? "one whose name was not said" : _declared.Source;

    // A page redraws each second; what files declare changes when somebody applies, which opening the page again shows.
    protected override async Task OnParametersSetAsync()
    {
        if (_looked == (Kind, Name))
            return;
        _looked = (Kind, Name);
        _declared = await Declarations.FindAsync(Kind, Name, CancellationToken.None);
    }
}
