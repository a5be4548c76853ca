using ControlPlane.Contracts.Outcomes;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>One field of a shape: empty means the usual, and a refusal stands where it was typed.</summary>
public sealed partial class ShapeInput
{
    private const string Yes = "yes";
    private const string No = "no";

    // The box is given its text once: sending back what was typed a moment ago would swallow the letters typed since.
    private string _textAtOpen = "";

    [Parameter, EditorRequired]
    public required ShapeField Field { get; set; }

    /// <summary>What was typed; empty for the usual.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>Why it is refused; null when it is not.</summary>
    [Parameter]
    public FieldProblem? Problem { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task> OnInput { get; set; }

    private string Id => $"shape-{Field.Name.Replace('.', '-')}";

    private bool IsOn => (Text.Length == 0 ? Field.Usual : Text) == Yes;

    private string Hint => Field.Hint.Length == 0 ? $"Usually {Field.Usual}." : $"{Field.Hint} Usually {Field.Usual}.";

    protected override void OnInitialized() => _textAtOpen = Text;

    private static string Said(FieldProblem problem) => $"It {problem.Problem}: {problem.Remedy}.";
}
