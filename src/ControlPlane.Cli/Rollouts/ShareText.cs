using System.Globalization;

namespace ControlPlane.Cli.Rollouts;

/// <summary>Shares as people write them: percent with up to two decimals.</summary>
internal static class ShareText
{
    private const int Whole = 10_000;

    /// <summary>Basis points; null when the text is no share from 0 to 100 %, or finer than a basis point.</summary>
    public static int? Read(string text)
    {
        if (!decimal.TryParse(text.Trim().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
            return null;
        var points = percent * 100;
        return points == decimal.Truncate(points) && points is >= 0 and <= Whole ? (int)points : null;
    }
}
