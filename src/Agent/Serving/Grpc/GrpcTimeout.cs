using System.Globalization;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit. Stateless.</summary>
internal static class GrpcTimeout
{
    private const int MostDigits = 8;

    // Longer than any run; also keeps ticks and timers within their range.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads it; false when it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MostDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || TicksPer(text[^1]) is not { } ticks)
        {
            return false;
        }

        timeout = TimeSpan.FromTicks((long)Math.Min(amount * ticks, Longest.Ticks));
        return true;
    }

    private static double? TicksPer(char unit) => unit switch
    {
        'H' => TimeSpan.TicksPerHour,
        'M' => TimeSpan.TicksPerMinute,
        'S' => TimeSpan.TicksPerSecond,
        'm' => TimeSpan.TicksPerMillisecond,
        'u' => TimeSpan.TicksPerMicrosecond,
        'n' => 1.0 / TimeSpan.NanosecondsPerTick,
        _ => null,
    };
}
