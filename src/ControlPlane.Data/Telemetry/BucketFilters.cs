namespace ControlPlane.Data.Telemetry;

/// <summary>Which received buckets and boots are meant.</summary>
internal static class BucketFilters
{
    /// <summary>Buckets whose numbers cannot be true: more requests than any agent can answer, or more failures than requests.</summary>
    public static IQueryable<ReceivedBucket> Absurd(this IQueryable<ReceivedBucket> buckets) => buckets.Where(b =>
        b.Requests > CompletenessQueries.MostRequestsPerSecond * b.Seconds || b.Rejected + b.ModelErrors + b.Timeouts + b.Shed + b.InternalErrors > b.Requests);

    /// <summary>The others.</summary>
    public static IQueryable<ReceivedBucket> Plausible(this IQueryable<ReceivedBucket> buckets) => buckets.Where(b =>
        b.Requests <= CompletenessQueries.MostRequestsPerSecond * b.Seconds && b.Rejected + b.ModelErrors + b.Timeouts + b.Shed + b.InternalErrors <= b.Requests);

    /// <summary>Buckets that start before a moment and below the watermark of their boot: above it the agent may still send a newer copy, whose difference needs the row.</summary>
    public static IQueryable<ReceivedBucket> SettledBefore(this IQueryable<ReceivedBucket> buckets, long end, IQueryable<TelemetryBoot> boots) =>
        buckets.Where(b => b.Start < end && boots.Any(o => o.AgentId == b.AgentId && o.BootId == b.BootId && b.Start < o.Watermark));

    /// <summary>Of each agent the boot whose batch came last.</summary>
    public static IQueryable<TelemetryBoot> Newest(this IQueryable<TelemetryBoot> boots) =>
        boots.GroupBy(b => b.AgentId).Select(g => g.OrderByDescending(b => b.LastBatchAt).First());
}
