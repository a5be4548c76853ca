namespace ControlPlane.TestKit.Onnx;

/// <summary>Digits in white strokes on black, 28 by 28, plain enough to be drawn by loops.</summary>
public static class DrawnDigit
{
    private const int Side = 28;

    /// <summary>784 numbers, 0 or 1, row by row; only 0, 1 and 7 are drawn.</summary>
    public static float[] Of(int digit) => digit switch
    {
        0 => Paint(IsOnRing),
        1 => Paint((x, y) => x is >= 13 and < 16 && y is >= 4 and < 24),
        7 => Paint((x, y) => IsOnBar(x, y) || IsOnSlope(x, y)),
        _ => throw new ArgumentOutOfRangeException(nameof(digit), digit, "Only 0, 1 and 7 are drawn."),
    };

    private static bool IsOnRing(int x, int y)
    {
        var distance = Math.Sqrt((x - 14) * (x - 14) / 49.0 + (y - 14) * (y - 14) / 81.0);
        return distance is > 0.75 and < 1.1;
    }

    private static bool IsOnBar(int x, int y) => x is >= 7 and < 20 && y is >= 5 and < 8;

    private static bool IsOnSlope(int x, int y)
    {
        var right = 19 - (y - 8) / 2;
        return y is >= 8 and < 24 && x >= right - 2 && x <= right;
    }

    private static float[] Paint(Func<int, int, bool> isWhite) =>
        [.. Enumerable.Range(0, Side * Side).Select(i => isWhite(i % Side, i / Side) ? 1f : 0f)];
}
