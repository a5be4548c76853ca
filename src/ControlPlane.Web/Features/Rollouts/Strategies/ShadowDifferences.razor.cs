using System.Globalization;
using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Shadows;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>Single requests on which a shadow differs most, each with both answers.</summary>
public sealed partial class ShadowDifferences
{
    private const string NotKept = "not recorded, or removed";

    [Inject]
    public required RolloutActions Actions { get; init; }

    /// <summary>Name of the endpoint.</summary>
    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    /// <summary>Name of the shadow.</summary>
    [Parameter, EditorRequired]
    public required string Variant { get; set; }

    /// <summary>Worst first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ShadowSampleRow> Rows { get; set; }

    private string Summary => Rows.Count == 0 ? "" : $"{Wording.Count(Rows.Count, "request")} of a bounded sample, worst first. Open one to see both answers.";

    private static string Said(string? label, double? number) => (label, number) switch
    {
        ({ } name, { } value) => string.Create(CultureInfo.InvariantCulture, $"{name} ({value:0.###})"),
        ({ } name, null) => name,
        (null, { } value) => value.ToString("0.####", CultureInfo.InvariantCulture),
        _ => "no answer",
    };

    private static string OutcomeOf(ShadowSampleRow row) => row.Outcome switch
    {
        ShadowOutcome.Agreed => "agreed",
        ShadowOutcome.Disagreed => "disagreed",
        ShadowOutcome.Invalid => "invalid answer",
        ShadowOutcome.Failed => "failed",
        var other => throw new InvalidOperationException($"{other} has no word."),
    };

    private Task RedactAsync() => Actions.RemoveOutputsAsync(Endpoint);
}
