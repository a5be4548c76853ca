using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Makes a template, or a further version of one, beginning with the newest; every problem is said before anything is saved.</summary>
public sealed partial class EditTemplatePage
{
    private string _name = "";
    private string _description = "";
    private List<ParameterRow> _parameters = [new() { Name = "limit", Default = "0.02", Description = "Highest value that passes" }];
    private string _content = TemplateForm.Example;
    private long? _basedOn;
    private bool _isMissing;
    private IReadOnlyList<FieldProblem> _problems = [];

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required TemplateQueries Templates { get; init; }

    [Inject]
    public required AddTemplateVersionCommand Add { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Name of the template that gets a version; null makes a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    private bool IsNew => Name is null;

    private string Title => IsNew ? "New analysis template" : $"New version of {Name}";

    protected override async Task OnInitializedAsync()
    {
        if (Name is null)
            return;
        if (await Templates.FindAsync(Name, CancellationToken.None) is not { } template)
        {
            _isMissing = true;
            return;
        }

        var newest = template.Versions[^1];
        (_description, _parameters, _content, _basedOn) = (newest.Description, [.. newest.Parameters.Select(ParameterRow.Of)], TemplateForm.Pretty(newest.Content), template.ConcurrencyVersion);
    }

    private static string Said(FieldProblem problem) => problem.Field.Length == 0 ? problem.Problem : $"{problem.Field} {problem.Problem}: {problem.Remedy}.";

    private Outcome<TemplateDraft> Read() => TemplateForm.Read(_content, _parameters, _description);

    private async Task SaveAsync()
    {
        var draft = Read();
        var outcome = draft.IsAccepted
            ? await Add.RunAsync(new AddTemplateVersionRequest(Name ?? _name.Trim(), draft.Value, IsNew, _basedOn), Viewer.Actor, CancellationToken.None)
            : draft.Refusal;
        _problems = outcome.Refusal is not { } refusal ? [] : refusal.Fields.Count == 0 ? [new FieldProblem("", refusal.Sentence, "")] : refusal.Fields;
        if (!outcome.IsAccepted)
            return;
        Toasts.Tell(outcome, saved => $"{saved.Name} has version {saved.Versions[^1].Number}.");
        Navigation.NavigateTo($"/analysis-templates/{outcome.Value.Name}");
    }
}
