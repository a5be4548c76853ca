using ControlPlane.Contracts.Routing;

namespace ControlPlane.Web.Components;

/// <summary>A variant keeps its colour in bars, charts, chips and tables: champion blue, challengers orange, green, purple in their order.</summary>
public static class VariantColour
{
    /// <summary>Colours there are; beyond them they start over after the champion's.</summary>
    public const int Slots = 6;

    /// <summary>CSS class that sets the colour of a variant.</summary>
    /// <param name="role">Its role.</param>
    /// <param name="challengerIndex">Its place among the variants that are not champion, from 0.</param>
    public static string CssClass(VariantRole role, int challengerIndex) => role switch
    {
        VariantRole.Champion => "slot-0",
        VariantRole.Baseline => "slot-baseline",
        VariantRole.Challenger => $"slot-{Slot(challengerIndex)}",
        VariantRole.Shadow => $"slot-{Slot(challengerIndex)} is-shadow",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    private static int Slot(int challengerIndex) => 1 + (challengerIndex % (Slots - 1));
}
