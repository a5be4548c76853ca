using ControlPlane.Domain.Rollouts;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>How fast a way back was: its moments in order, each with the time since the one before. Immutable.</summary>
/// <param name="Moments">What is known of it.</param>
/// <param name="Sentence">The whole in one sentence.</param>
public sealed record WayBack(IReadOnlyList<WayBackMoment> Moments, string Sentence)
{
    /// <summary>The way back of a rollout; null while there was none.</summary>
    public static WayBack? Of(RolloutTimings timings)
    {
        if (timings.DecidedAt is null)
            return null;

        var known = new (string Words, DateTimeOffset? At)[]
        {
            ("First bad answer", timings.HarmedAt),
            ("Detected", timings.DetectedAt),
            ("Decided", timings.DecidedAt),
            ("Last agent back", timings.AcknowledgedAt),
        }.Where(m => m.At is not null).Select(m => (m.Words, At: m.At!.Value)).ToList();
        var moments = known.Select((m, i) => new WayBackMoment(m.Words, m.At, i == 0 ? null : NotNegative(m.At - known[i - 1].At))).ToList();
        return new WayBack(moments, SentenceOf(known, timings.AcknowledgedAt is not null));
    }

    private static string SentenceOf(List<(string Words, DateTimeOffset At)> known, bool isBack)
    {
        var from = char.ToLowerInvariant(known[0].Words[0]) + known[0].Words[1..];
        return isBack
            ? $"{Wording.Milliseconds(NotNegative(known[^1].At - known[0].At).TotalMilliseconds)} from {from} to the last agent back."
            : $"On the way since {from}; not every agent is back yet.";
    }

    // Agents' clocks may differ from ours by some milliseconds.
    private static TimeSpan NotNegative(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
}
