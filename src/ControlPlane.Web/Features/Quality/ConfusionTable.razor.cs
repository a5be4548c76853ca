using ControlPlane.Domain.Analysis.Quality;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>Which class was answered where which was true; the most frequent classes only.</summary>
public sealed partial class ConfusionTable
{
    private const int MostLabels = 8;

    [Parameter, EditorRequired]
    public required VersionQuality Version { get; set; }

    private IReadOnlyList<string> Labels =>
    [
        .. Version.Confusion.SelectMany(c => new[] { (Name: c.Predicted, c.Count), (Name: c.Label, c.Count) })
            .GroupBy(c => c.Name, c => c.Count, StringComparer.Ordinal)
            .OrderByDescending(g => g.Sum()).ThenBy(g => g.Key, StringComparer.Ordinal)
            .Take(MostLabels).Select(g => g.Key).Order(StringComparer.Ordinal),
    ];

    private string Summary
    {
        get
        {
            var worst = Version.Confusion.Where(c => c.Predicted != c.Label).MaxBy(c => c.Count);
            var most = worst is null ? "No labelled answer was wrong." : $"Most often it says '{Name(worst.Predicted)}' where '{Name(worst.Label)}' is true: {Wording.Count(worst.Count, "answer")}.";
            var hidden = Version.Confusion.SelectMany(c => new[] { c.Predicted, c.Label }).Distinct().Count() - Labels.Count;
            return hidden == 0 ? most : $"{most} {Wording.Count(hidden, "rarer class", "rarer classes")} not shown.";
        }
    }

    private static string Name(string label) => label.Length == 0 ? "(no class read)" : label;

    private long CountOf(string predicted, string label) => Version.Confusion.Where(c => c.Predicted == predicted && c.Label == label).Sum(c => c.Count);
}
