using ControlPlane.Data.Feedback;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Telemetry;

/// <summary>The ways points are asked for: of one endpoint along the primary key, of all along the index by age.</summary>
internal static class SeriesFilters
{
    public static IQueryable<SeriesPoint> In(this IQueryable<SeriesPoint> points, string endpoint, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Endpoint == endpoint && p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);

    public static IQueryable<FeedbackPoint> In(this IQueryable<FeedbackPoint> points, string endpoint, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Endpoint == endpoint && p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);

    public static IQueryable<SeriesPoint> In(this IQueryable<SeriesPoint> points, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);

    public static IQueryable<FeedbackPoint> In(this IQueryable<FeedbackPoint> points, SeriesSpan span) => points.AsNoTracking()
        .Where(p => p.Resolution == span.Resolution && p.Start >= span.From && p.Start < span.To)
        .OrderBy(p => p.Start);

    /// <summary>Only what a chart draws.</summary>
    public static IQueryable<SeriesPoint> WithoutDetails(this IQueryable<SeriesPoint> points) => points.Select(p => new SeriesPoint
    {
        Endpoint = p.Endpoint,
        Resolution = p.Resolution,
        Start = p.Start,
        Variant = p.Variant,
        RouteRevision = p.RouteRevision,
        Version = p.Version,
        Requests = p.Requests,
        Rejected = p.Rejected,
        ModelErrors = p.ModelErrors,
        Timeouts = p.Timeouts,
        Shed = p.Shed,
        InternalErrors = p.InternalErrors,
        Diverted = p.Diverted,
        Invalid = p.Invalid,
        Latency = p.Latency,
        Labels = p.Labels,
    });

    /// <summary>Only what a chart draws.</summary>
    public static IQueryable<FeedbackPoint> WithoutDetails(this IQueryable<FeedbackPoint> points) => points.Select(p => new FeedbackPoint
    {
        Endpoint = p.Endpoint,
        Resolution = p.Resolution,
        Start = p.Start,
        Variant = p.Variant,
        RouteRevision = p.RouteRevision,
        Version = p.Version,
        Labelled = p.Labelled,
        Correct = p.Correct,
    });
}
