using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components;

/// <summary>Who gets which share: what is set above, what callers got below, in one element.</summary>
public sealed partial class StackedBar
{
    [Parameter, EditorRequired]
    public IReadOnlyList<BarShare> Shares { get; set; } = [];

    private bool HasActual => Shares.Any(s => s.ActualWeight is not null);

    private string Summary
    {
        get
        {
            var set = Wording.List([.. Shares.Where(s => s.SetWeight > 0).Select(s => $"{s.Name} {Wording.Share(s.SetWeight)}")]);
            var actual = Wording.List([.. Shares.Where(s => s.ActualWeight > 0).Select(s => $"{s.Name} {Wording.Percent((s.ActualWeight ?? 0) / 10_000d)}")]);
            return HasActual ? $"Set: {set}. Actual: {actual}." : $"Set: {set}. Actual: unknown, no requests yet.";
        }
    }
}
