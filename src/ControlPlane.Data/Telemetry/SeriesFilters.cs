using ControlPlane.Data.Feedback;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>The one way points are asked for: along the primary key.</summary>
internal static class SeriesFilters
{
    public static IQueryable<SeriesPoint> In(this IQueryable<SeriesPoint> points, string endpoint, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Endpoint == endpoint && p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);

    public static IQueryable<FeedbackPoint> In(this IQueryable<FeedbackPoint> points, string endpoint, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Endpoint == endpoint && p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);
}
