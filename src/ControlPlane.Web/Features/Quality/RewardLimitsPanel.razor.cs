using System.Globalization;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>The endpoint's limits of rewards as two numbers to fill in.</summary>
public sealed partial class RewardLimitsPanel
{
    private string _least = "";
    private string _greatest = "";
    private RewardLimits? _inForce;
    private string? _problem;
    private bool _isReplaced;

    /// <summary>The limits in force; null for any finite number.</summary>
    [Parameter, EditorRequired]
    public required RewardLimits? Limits { get; set; }

    /// <summary>Saves; answers with the refusal, or null when it was done.</summary>
    [Parameter, EditorRequired]
    public required Func<RewardLimits?, Task<Refusal?>> OnSave { get; set; }

    private string Summary => Limits is { } limits ? string.Create(CultureInfo.InvariantCulture, $"{limits.Minimum} to {limits.Maximum}") : "Any finite number.";

    protected override void OnInitialized() => Read();

    // What somebody else saved is shown, instead of being overwritten by what stood here before.
    protected override void OnParametersSet()
    {
        if (_inForce == Limits)
            return;

        _isReplaced = (_least, _greatest) != TextOf(_inForce) && (NumberOf(_least), NumberOf(_greatest)) != (Limits?.Minimum, Limits?.Maximum);
        Read();
    }

    private static (string Least, string Greatest) TextOf(RewardLimits? limits) =>
        limits is null ? ("", "") : (limits.Minimum.ToString(CultureInfo.InvariantCulture), limits.Maximum.ToString(CultureInfo.InvariantCulture));

    private void Read()
    {
        _inForce = Limits;
        (_least, _greatest) = TextOf(Limits);
    }

    private static double? NumberOf(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task SaveAsync()
    {
        _isReplaced = false;
        var isEmpty = string.IsNullOrWhiteSpace(_least) && string.IsNullOrWhiteSpace(_greatest);
        if (!isEmpty && (NumberOf(_least) is null || NumberOf(_greatest) is null))
            _problem = "Give both limits as numbers with a point, such as 0 and 1.5, or leave both empty.";
        else
            _problem = (await OnSave(isEmpty ? null : new RewardLimits(NumberOf(_least)!.Value, NumberOf(_greatest)!.Value)))?.Sentence;
    }
}
