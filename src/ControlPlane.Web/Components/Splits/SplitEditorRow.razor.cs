using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Components.Splits;

/// <summary>One variant in the split editor: a native range, a box, presets, a lock.</summary>
public sealed partial class SplitEditorRow
{
    private static readonly int[] Presets = [0, 1, 5, 10, 25, 50, 100];

    private string? _problem;

    [Parameter, EditorRequired]
    public required SplitRow Row { get; set; }

    /// <summary>The most it can have while the locked others keep theirs, in basis points.</summary>
    [Parameter, EditorRequired]
    public int Most { get; set; }

    /// <summary>A new weight in basis points was asked for.</summary>
    [Parameter]
    public EventCallback<int> OnSet { get; set; }

    [Parameter]
    public EventCallback<bool> OnLock { get; set; }

    [Parameter]
    public EventCallback OnRemove { get; set; }

    private string Role => Row.IsStable ? "stable" : "";

    private string Percent => (Row.Weight / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private string Fill => $"{(Row.Weight / 100m).ToString(CultureInfo.InvariantCulture)}%";

    private string ValueText => $"{(Row.Weight / 100m).ToString("0.##", CultureInfo.InvariantCulture)} percent to {Row.Name}";

    private string LockWords => Row.IsLocked ? $"Let the share of {Row.Name} move" : $"Lock the share of {Row.Name}";

    private Task SetByRange(ChangeEventArgs input)
    {
        _problem = null;
        return int.TryParse(input.Value as string, CultureInfo.InvariantCulture, out var weight) ? OnSet.InvokeAsync(weight) : Task.CompletedTask;
    }

    private Task SetByBox(ChangeEventArgs input)
    {
        if (!decimal.TryParse(input.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || percent is < 0 or > 100)
        {
            _problem = "A share is a number from 0 to 100.";
            return Task.CompletedTask;
        }

        var weight = (int)Math.Round(percent * 100, MidpointRounding.AwayFromZero);
        _problem = weight > Most ? $"At most {Wording.Share(Most)}: the rest is locked." : null;
        return OnSet.InvokeAsync(weight);
    }
}
