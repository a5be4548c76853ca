using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Guards;

/// <summary>Holds a window's counts against an endpoint's limits. Stateless, pure.</summary>
internal static class GuardJudge
{
    private const double LatencyShare = 0.99;

    /// <summary>
    /// The first limit that is passed, in the order of <see cref="GuardKind"/>; null when none is.
    /// A limit itself is still allowed. No limit speaks before what its share is taken of reaches the minimum.
    /// </summary>
    public static GuardVerdict? Judge(GuardCounts window, GuardLimits limits) =>
        Share(GuardKind.ErrorShare, limits.ErrorShare, window.Failed, window.Requests, limits.MinimumRequests)
        ?? Share(GuardKind.TimeoutShare, limits.TimeoutShare, window.TimedOut, window.Requests, limits.MinimumRequests)
        ?? Share(GuardKind.InvalidOutputShare, limits.InvalidOutputShare, window.Invalid, window.Answered, limits.MinimumRequests)
        ?? Latency(limits.LatencyP99Milliseconds, window, limits.MinimumRequests);

    /// <summary>How many of the counted requests a limit holds against the variant; 0 for latency, which is no matter of single requests.</summary>
    public static long HarmOf(GuardCounts counts, GuardKind guard) => guard switch
    {
        GuardKind.ErrorShare => counts.Failed,
        GuardKind.TimeoutShare => counts.TimedOut,
        GuardKind.InvalidOutputShare => counts.Invalid,
        GuardKind.LatencyP99 => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(guard), guard, "This guard is unknown."),
    };

    private static GuardVerdict? Share(GuardKind guard, double? limit, long harmed, long of, int minimum) =>
        limit is { } share && of >= minimum && of > 0 && (double)harmed / of > share ? new GuardVerdict(guard, share, (double)harmed / of) : null;

    private static GuardVerdict? Latency(double? limit, GuardCounts window, int minimum)
    {
        if (limit is not { } milliseconds || window.Answered < minimum || window.Answered == 0)
            return null;
        var observed = window.LatencyQuantile(LatencyShare);
        return observed > milliseconds ? new GuardVerdict(GuardKind.LatencyP99, milliseconds, observed) : null;
    }
}
