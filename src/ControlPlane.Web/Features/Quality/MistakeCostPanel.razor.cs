using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>The endpoint's mistake costs as a matrix to fill in; what is typed stays until it is saved.</summary>
public sealed partial class MistakeCostPanel
{
    private MistakeCostDraft _draft = new([], []);
    private IReadOnlyList<MistakeCost> _inForce = [];
    private Refusal? _refusal;
    private bool _isReplaced;
    private string _class = "";

    /// <summary>Classes to offer.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Classes { get; set; }

    /// <summary>The costs in force.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<MistakeCost> Costs { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<MistakeCost>, Task<Refusal?>> OnSave { get; set; }

    private string Summary => Costs.Count == 0
        ? "Nothing is declared, so cost is not estimable."
        : $"{Wording.Count(Costs.Count, "pair")} of classes with a cost.";

    protected override void OnInitialized() => (_inForce, _draft) = (Costs, new MistakeCostDraft(Classes, Costs));

    // Classes that labels bring later are offered too, without losing what was typed.
    // What somebody else saved is shown, instead of being overwritten by what stood here before.
    protected override void OnParametersSet()
    {
        if (!_inForce.SequenceEqual(Costs))
        {
            var isTyped = _draft.IsOf(Costs);
            _isReplaced = !isTyped && !_draft.IsOf(_inForce);
            (_inForce, _draft) = (Costs, isTyped ? _draft : new MistakeCostDraft(Classes, Costs));
        }

        foreach (var name in Classes)
            _draft.Add(name);
    }

    private void Type(string predicted, string label, string? text)
    {
        _refusal = null;
        _draft.Type(predicted, label, text);
    }

    private void AddClass()
    {
        _draft.Add(_class);
        _class = "";
    }

    private async Task SaveAsync()
    {
        _isReplaced = false;
        if (_draft.Problem is null)
            _refusal = await OnSave(_draft.ToCosts());
    }
}
