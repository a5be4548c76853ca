using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Rollouts;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Says how much of what agents counted has arrived. An agent tells with every batch up to where everything is committed, and with every heartbeat how old the oldest bucket is
/// that waits: so an agent that has nothing to send is told apart from one whose telemetry is stuck. Thread-safe.
/// </summary>
public sealed class CompletenessQueries(IDbContextFactory<SeriesContext> contexts)
{
    /// <summary>Buckets are delivered every second and acknowledged by the next; what is younger than this is not expected yet.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>A reachable agent without a batch for this long is idle, if its heartbeats do not say what waits.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(15);

    /// <summary>More requests of one variant in one second than any agent can answer.</summary>
    public const long MostRequestsPerSecond = 500_000;

    /// <summary>The completeness of a window that ends now.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="agents">Members of its pool; those that are reachable and serve it are expected to report.</param>
    /// <param name="from">Begin of the window.</param>
    /// <param name="now">Its end.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<Completeness> OfAsync(
        string endpoint, IReadOnlyList<AgentStanding> agents, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expected = Expected(agents);
        if (expected.Count == 0)
            return Completeness.Nothing;

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var due = now - Tolerance;
        var gaps = (await CommittedAsync(context, expected, now, cancellationToken)).Select(committed => GapOf(committed, from, due)).ToList();
        var length = due - from;
        return new Completeness
        {
            Agents = expected.Count,
            Reporting = gaps.Count(g => g == TimeSpan.Zero),
            Share = length <= TimeSpan.Zero ? 1 : gaps.Average(g => 1 - (g / length)),
            OldestGap = gaps.Max(),
            Stuck = [.. expected.Where(a => now - a.CommittedUntil > IdleAfter).Select(a => a.Name).Order(StringComparer.Ordinal)],
            Outliers = await OutliersAsync(context, endpoint, expected, from, cancellationToken),
        };
    }

    /// <summary>How much of each step has arrived, 0 to 1 over all agents; the step under way has not ended and is never whole. Empty when nobody is expected to report.</summary>
    /// <param name="agents">Members of the endpoint's pool; those that are reachable and serve it are expected to report.</param>
    /// <param name="starts">Start of each step.</param>
    /// <param name="step">Length of each step.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<double>> OfStepsAsync(
        IReadOnlyList<AgentStanding> agents, IReadOnlyList<DateTimeOffset> starts, TimeSpan step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var expected = Expected(agents);
        if (expected.Count == 0)
            return [];

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var committed = await CommittedAsync(context, expected, now, cancellationToken);
        return [.. starts.Select(start => committed.Average(until => Math.Clamp((until - start) / step, 0, 1)))];
    }

    private static List<AgentStanding> Expected(IReadOnlyList<AgentStanding> agents) => [.. agents.Where(a => a.IsReachable && a.RouteRevision > 0)];

    private static async Task<IReadOnlyList<DateTimeOffset>> CommittedAsync(
        SeriesContext context, List<AgentStanding> agents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = agents.Select(a => a.Id).ToList();
        var boots = (await context.Boots.AsNoTracking().Where(b => ids.Contains(b.AgentId)).Newest().ToListAsync(cancellationToken)).ToLookup(b => b.AgentId);
        return [.. agents.Select(a => CommittedOf(a, boots[a.Id].MaxBy(b => b.LastBatchAt), now))];
    }

    private static DateTimeOffset CommittedOf(AgentStanding agent, TelemetryBoot? boot, DateTimeOffset now)
    {
        var said = agent.CommittedUntil;

        // An agent that does not say what waits has nothing to send when it sent nothing for a while.
        if (said is null && (boot is null || now - boot.LastBatchAt > IdleAfter))
            return now;

        // Heartbeats are rarer than batches, and batches do not come from an idle agent: whichever says more is the newer one.
        var committed = boot is null ? DateTimeOffset.MinValue : DateTimeOffset.FromUnixTimeSeconds(boot.Watermark) + AgentClock.Correction(agent.ClockOffset);
        committed = said > committed ? said.Value : committed;
        return committed < now ? committed : now;
    }

    private static TimeSpan GapOf(DateTimeOffset committed, DateTimeOffset from, DateTimeOffset due)
    {
        var gap = due - (committed < from ? from : committed);
        return gap < TimeSpan.Zero ? TimeSpan.Zero : gap;
    }

    private static async Task<IReadOnlyList<string>> OutliersAsync(
        SeriesContext context, string endpoint, List<AgentStanding> agents, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var start = from.ToUnixTimeSeconds();
        var absurd = await context.Buckets.AsNoTracking()
            .Where(b => b.Endpoint == endpoint && b.Start + b.Shift >= start).Absurd()
            .Select(b => b.AgentId).Distinct().ToListAsync(cancellationToken);
        var mistimed = agents.Where(a => AgentClock.IsWrong(a.ClockOffset)).Select(a => a.Name);
        return [.. absurd.Select(id => agents.Find(a => a.Id == id)?.Name ?? id).Union(mistimed).Order(StringComparer.Ordinal)];
    }
}
