using System.Globalization;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Rollouts;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Who did what, why, and by which numbers; newest first. Automatic decisions and refused wishes are entries too.</summary>
public sealed partial class RolloutHistory
{
    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RolloutEvent> Entries { get; set; }

    private static string WhoOf(RolloutEvent entry) => entry.Way switch
    {
        ChangeWay.Ui => $"{entry.Actor}, on screen",
        ChangeWay.Api => $"{entry.Actor}, by API",
        ChangeWay.CommandLine => $"{entry.Actor}, by command line",
        ChangeWay.Automatic => "automatic",
        _ => throw new InvalidOperationException($"{entry.Way} has no word."),
    };

    // An automatic entry repeats its sentence as the reason.
    private static bool HasOwnReason(RolloutEvent entry) => entry.Reason.Length > 0 && !entry.Sentence.Contains(entry.Reason.TrimEnd('.'), StringComparison.Ordinal);

    private static string NumbersOf(RolloutEvent entry) =>
        string.Join("  ", entry.Numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => $"{n.Key}={n.Value.ToString("0.####", CultureInfo.InvariantCulture)}"));
}
