using ControlPlane.Domain.Shadows;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts.Strategies;

/// <summary>How verdicts about shadows look. Pure.</summary>
public static class ShadowLook
{
    /// <summary>Status and word of a verdict.</summary>
    public static (StatusKind Kind, string Word) Of(ShadowStanding standing) => standing switch
    {
        ShadowStanding.Nothing => (StatusKind.Unknown, "No copies yet"),
        ShadowStanding.TooFew => (StatusKind.Watching, "Too early"),
        ShadowStanding.NotComparable => (StatusKind.Unknown, "Not comparable"),
        ShadowStanding.Failing => (StatusKind.NeedsYou, "Fails"),
        ShadowStanding.Worse => (StatusKind.NeedsYou, "Less often right"),
        ShadowStanding.Differing => (StatusKind.NeedsYou, "Differs"),
        ShadowStanding.Undecided => (StatusKind.Watching, "Not decided"),
        ShadowStanding.Alike => (StatusKind.Fine, "Agrees"),
        ShadowStanding.Better => (StatusKind.Fine, "More often right"),
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "unknown standing"),
    };
}
