using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Models;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Everything known of one version, and what can be done with it.</summary>
public sealed partial class VersionDetails
{
    [Parameter, EditorRequired]
    public required ModelRow Model { get; set; }

    [Parameter, EditorRequired]
    public required ModelVersionRow Version { get; set; }

    // What callers get now is the usual thing to compare with.
    private int? Other => Model.Versions.Where(v => v.Number != Version.Number)
        .OrderByDescending(v => v.ServesAt.Sum(s => s.Weight)).ThenByDescending(v => v.Number).Select(v => (int?)v.Number).FirstOrDefault();

    private IReadOnlyList<string> EndpointNames => [.. Model.Versions.SelectMany(v => v.ServesAt).Select(s => s.Endpoint).Distinct(StringComparer.Ordinal)];

    private string ReadingWords
    {
        get
        {
            var reading = Version.Reading;
            var kind = reading.Kind switch
            {
                OutputKind.Unread => "not read; only invalid values are counted",
                OutputKind.Label => "label",
                OutputKind.Probabilities => "probabilities by class",
                OutputKind.Score => "score",
                OutputKind.Vector => "numbers; only invalid values are counted",
                _ => throw new InvalidOperationException($"{reading.Kind} has no word."),
            };
            var output = reading.Output is null ? "" : $"{reading.Output}: ";
            var classes = reading.ClassNames.Count == 0 ? "" : $", classes {Wording.List(reading.ClassNames)}";
            var positive = reading.PositiveClass is null ? "" : $", positive is {reading.PositiveClass}";
            return $"{output}{kind}{classes}{positive}";
        }
    }
}
