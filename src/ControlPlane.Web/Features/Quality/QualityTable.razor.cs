using System.Globalization;
using ControlPlane.Domain.Analysis.Quality;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Quality;

/// <summary>Coverage, accuracy, order, honesty and cost of each version, each with its interval and denominator.</summary>
public sealed partial class QualityTable
{
    [Parameter, EditorRequired]
    public required QualityScreen Screen { get; set; }

    private static string Three(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private string RoleOf(VersionQuality version) =>
        Screen.Facts.Endpoint.Variants.FirstOrDefault(v => v.Name == version.Variant && v.Version == version.Version) is { } variant
            ? $"v{version.Version}, {variant.Role.ToString().ToLowerInvariant()}"
            : $"v{version.Version}, no longer answers";
}
