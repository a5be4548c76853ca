using ControlPlane.Domain.Analysis.Quality;

namespace ControlPlane.Web.Features.Quality;

/// <summary>One version's line in the calibration chart. Immutable.</summary>
/// <param name="Version">What labels say of it.</param>
/// <param name="Colour">CSS class of its variant's colour.</param>
/// <param name="Dash">Dash pattern, so that colour is not all that tells lines apart.</param>
public sealed record CalibrationLine(VersionQuality Version, string Colour, string Dash);
