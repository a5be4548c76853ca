namespace ControlPlane.Web.Components.Charts;

/// <summary>How the lines of a picture are dashed, so that colour is not all that tells them apart. Pure.</summary>
public static class ChartDash
{
    private static readonly int[][] Patterns = [[], [7, 3], [2, 3], [8, 3, 2, 3], [12, 4]];

    /// <summary>The pattern of a line by its place from 0: lengths of dashes and gaps in turn; empty for a solid line. Beyond the last they start over.</summary>
    public static IReadOnlyList<int> Of(int place) => Patterns[place % Patterns.Length];
}
