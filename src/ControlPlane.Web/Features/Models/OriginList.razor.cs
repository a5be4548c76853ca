using System.Globalization;
using ControlPlane.Domain.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Where a version comes from, as whoever registered it said.</summary>
public sealed partial class OriginList
{
    [Parameter, EditorRequired]
    public required VersionOrigin Origin { get; set; }

    private IReadOnlyList<(string Name, string Value)> Rows =>
    [
        .. Row("Commit", Origin.Commit),
        .. Row("Training data", Origin.TrainingData),
        .. Row("MLflow run", Origin.RunId),
        .. Row("MLflow model", Origin.ModelUuid),
        .. Origin.Metrics.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => ($"Metric {m.Key}", m.Value.ToString("0.######", CultureInfo.InvariantCulture))),
    ];

    private static IEnumerable<(string, string)> Row(string name, string? value) => value is null ? [] : [(name, value)];
}
