using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ControlPlane.Web.Components.Splits;

/// <summary>
/// Edits who gets which share. Everything is a draft until Apply; Escape discards it. A split that changes elsewhere
/// replaces an untouched draft, and is announced beside a touched one.
/// </summary>
public sealed partial class SplitEditor
{
    private SplitDraft _draft = null!;
    private IReadOnlyList<SplitRow> _shownSplit = [];
    private long _basedOn;
    private string? _reason;
    private Refusal? _refusal;
    private bool _isApplying;

    /// <summary>The split in force, in its fixed order.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SplitRow> Split { get; set; }

    /// <summary>Concurrency version of the split in force.</summary>
    [Parameter, EditorRequired]
    public long ConcurrencyVersion { get; set; }

    /// <summary>Versions of the model that could be added.</summary>
    [Parameter]
    public IReadOnlyList<OfferedVersion> Versions { get; set; } = [];

    /// <summary>How many agents will take the change.</summary>
    [Parameter]
    public int AgentCount { get; set; }

    /// <summary>Shares that callers got, by variant; a variant that is absent got none that is known.</summary>
    [Parameter]
    public IReadOnlyDictionary<string, int> ActualWeights { get; set; } = new Dictionary<string, int>();

    /// <summary>Applies the proposal; answers with the refusal, or with null once <see cref="Split"/> shows the result.</summary>
    [Parameter, EditorRequired]
    public required Func<SplitProposal, Task<Refusal?>> OnApply { get; set; }

    private bool IsDirty => _draft.IsChanged || _draft.Removed.Count > 0 || _draft.Rows.Count != _shownSplit.Count;

    private bool IsOutdated => IsDirty && !_isApplying && _basedOn != ConcurrencyVersion;

    private bool CanApply => IsDirty && !_isApplying;

    private IReadOnlyList<OfferedVersion> Addable => [.. Versions.Where(v => _draft.Rows.All(r => r.Version != v.Number))];

    private IReadOnlyList<BarShare> Preview =>
        [.. _draft.Rows.Select(r => new BarShare(r.Name, r.Colour, r.Weight, ActualWeights.TryGetValue(r.Name, out var actual) ? actual : null))];

    private string ApplyWords
    {
        get
        {
            if (!IsDirty)
                return "Apply";

            var moves = _draft.Changes.Select(c => $"{c.Row.Name} {Wording.Share(c.Before)} → {Wording.Share(c.Row.Weight)}")
                .Concat(_draft.Removed.Select(name => $"{name} removed"))
                .Concat(_draft.Rows.Where(r => r.Weight == 0 && _shownSplit.All(s => s.Name != r.Name)).Select(r => $"{r.Name} added at 0 %"))
                .Distinct();
            return $"Apply: {string.Join(", ", moves)}";
        }
    }

    private string Effect => IsDirty
        ? $"goes to {Wording.Count(AgentCount, "agent")} at once"
        : "Move a slider, type a share or press a preset; nothing changes before Apply.";

    protected override void OnParametersSet()
    {
        if (_draft is null || (!IsDirty && _basedOn != ConcurrencyVersion) || (!IsDirty && !Split.SequenceEqual(_shownSplit)))
            StartOver();
    }

    private void StartOver()
    {
        _draft = new SplitDraft(Split);
        _shownSplit = Split;
        _basedOn = ConcurrencyVersion;
        _reason = null;
        _refusal = null;
    }

    private void Set(SplitRow row, int weight)
    {
        _refusal = null;
        _draft.Set(row.Name, weight);
    }

    private void Add(ChangeEventArgs chosen)
    {
        if (!int.TryParse(chosen.Value as string, CultureInfo.InvariantCulture, out var number))
            return;

        var challengers = _draft.Rows.Count(r => !r.IsStable);
        _draft.Add($"v{number}", number, VariantColour.CssClass(VariantRole.Challenger, challengers));
    }

    private void Discard() => StartOver();

    private void DiscardOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
            StartOver();
    }

    private async Task ApplyAsync()
    {
        _isApplying = true;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim();
        _refusal = await OnApply(new SplitProposal(_draft.Rows, _basedOn, reason));
        _isApplying = false;
        if (_refusal is null)
            StartOver();
    }
}
