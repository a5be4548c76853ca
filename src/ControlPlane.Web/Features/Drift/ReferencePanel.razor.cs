using ControlPlane.Data.Drift;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>The references of an endpoint: where they are from, what is still collected, and how to put another in their place.</summary>
public sealed partial class ReferencePanel
{
    private const int MostNames = 6;

    [Parameter, EditorRequired]
    public required DriftScreen Screen { get; set; }

    /// <summary>Takes one out of force, by its id.</summary>
    [Parameter]
    public EventCallback<string> OnRemove { get; set; }

    /// <summary>Training data was taken.</summary>
    [Parameter]
    public EventCallback OnUploaded { get; set; }

    private IReadOnlyList<ReferenceRow> InForce => [.. Screen.References.Where(r => r.EndedAt is null)];

    private IReadOnlyList<ReferenceRow> Ended => [.. Screen.References.Where(r => r.EndedAt is not null)];

    private static string PartOf(ReferenceRow reference) => reference.Part == ReferencePart.Inputs ? "Inputs" : "Predictions";

    private static string Names(IReadOnlyList<string> names) => names.Count <= MostNames ? Wording.List(names) : $"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more";

    private string RemovalOf(ReferenceRow reference) =>
        $"{Wording.Count(reference.Features.Count, "feature")} {(reference.Features.Count == 1 ? "is" : "are")} no longer judged against it. Where no other describes them, the first {Wording.Count(Screen.Endpoint.Settings.Drift.LiveRows, "row")} from now on become the new reference.";
}
