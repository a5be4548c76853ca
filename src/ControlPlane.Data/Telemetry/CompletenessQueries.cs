using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Analysis.Templates;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>
/// Says how much of what agents counted has arrived. An agent tells with every batch up to where everything is committed;
/// a reachable agent that has had nothing to send for some seconds has nothing that is missing. Thread-safe.
/// </summary>
public sealed class CompletenessQueries(IDbContextFactory<SeriesContext> contexts)
{
    /// <summary>Buckets are delivered every second and acknowledged by the next; what is younger than this is not expected yet.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>A reachable agent without a batch for this long is idle.</summary>
    public static readonly TimeSpan IdleAfter = TimeSpan.FromSeconds(15);

    /// <summary>More requests of one variant in one second than any agent can answer.</summary>
    public const long MostRequestsPerSecond = 500_000;

    /// <summary>The completeness of a window that ends now.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="agents">Reachable agents that serve it, with their names.</param>
    /// <param name="from">Begin of the window.</param>
    /// <param name="now">Its end.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<Completeness> OfAsync(
        string endpoint, IReadOnlyDictionary<AgentId, string> agents, DateTimeOffset from, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (agents.Count == 0)
            return Completeness.Nothing;

        var ids = agents.Keys.Select(a => a.Value).ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var boots = await context.Boots.AsNoTracking().Where(b => ids.Contains(b.AgentId)).ToListAsync(cancellationToken);
        var due = now - Tolerance;
        var gaps = ids.Select(id => GapOf(boots.Where(b => b.AgentId == id).MaxBy(b => b.LastBatchAt), from, due, now)).ToList();
        var length = due - from;
        return new Completeness
        {
            Agents = ids.Count,
            Reporting = gaps.Count(g => g == TimeSpan.Zero),
            Share = length <= TimeSpan.Zero ? 1 : gaps.Average(g => 1 - (g / length)),
            OldestGap = gaps.Max(),
            Outliers = await OutliersAsync(context, endpoint, agents, from, cancellationToken),
        };
    }

    /// <summary>How much of each step has arrived, 0 to 1 over all agents; the step under way has not ended and is never whole. Empty when nobody is expected to report.</summary>
    /// <param name="agents">Reachable agents that serve the endpoint.</param>
    /// <param name="starts">Start of each step.</param>
    /// <param name="step">Length of each step.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Gives the answer up.</param>
    public async Task<IReadOnlyList<double>> OfStepsAsync(
        IReadOnlyCollection<AgentId> agents, IReadOnlyList<DateTimeOffset> starts, TimeSpan step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (agents.Count == 0)
            return [];

        var ids = agents.Select(a => a.Value).ToList();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var boots = await context.Boots.AsNoTracking().Where(b => ids.Contains(b.AgentId)).ToListAsync(cancellationToken);
        var committed = ids.Select(id => CommittedOf(boots.Where(b => b.AgentId == id).MaxBy(b => b.LastBatchAt), now)).ToList();
        return [.. starts.Select(start => committed.Average(until => Math.Clamp((until - start) / step, 0, 1)))];
    }

    private static DateTimeOffset CommittedOf(TelemetryBoot? boot, DateTimeOffset now)
    {
        if (boot is null || now - boot.LastBatchAt > IdleAfter)
            return now;
        var committed = DateTimeOffset.FromUnixTimeSeconds(boot.Watermark);
        return committed < now ? committed : now;
    }

    private static TimeSpan GapOf(TelemetryBoot? boot, DateTimeOffset from, DateTimeOffset due, DateTimeOffset now)
    {
        if (boot is null || now - boot.LastBatchAt > IdleAfter || due <= from)
            return TimeSpan.Zero;

        var committed = DateTimeOffset.FromUnixTimeSeconds(boot.Watermark);
        var gap = due - (committed < from ? from : committed);
        return gap < TimeSpan.Zero ? TimeSpan.Zero : gap;
    }

    private static async Task<IReadOnlyList<string>> OutliersAsync(
        SeriesContext context, string endpoint, IReadOnlyDictionary<AgentId, string> agents, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var start = from.ToUnixTimeSeconds();
        var absurd = await context.Buckets.AsNoTracking()
            .Where(b => b.Endpoint == endpoint && b.Start >= start).Absurd()
            .Select(b => b.AgentId).Distinct().ToListAsync(cancellationToken);
        return [.. absurd.Select(id => agents.GetValueOrDefault(new AgentId(id), id)).Order(StringComparer.Ordinal)];
    }
}
