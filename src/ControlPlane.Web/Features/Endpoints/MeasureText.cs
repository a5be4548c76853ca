using ControlPlane.Data.Telemetry;
using ControlPlane.Web.Components;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>A measured number with what it is of; the text is null when nothing was measured. Immutable.</summary>
/// <param name="Text">The number with its unit.</param>
/// <param name="Detail">Denominator, time and freshness.</param>
public sealed record MeasureText(string? Text, string? Detail)
{
    private static readonly MeasureText Nothing = new(null, null);

    private static string Time => Wording.Span(EndpointFacts.WindowLength);

    /// <summary>Requests per second of some variants.</summary>
    public static MeasureText OfRequests(long requests, DateTimeOffset? latest, DateTimeOffset now) => requests == 0
        ? Nothing
        : new(Wording.PerSecond(requests / EndpointFacts.WindowLength.TotalSeconds), $"{Wording.Count(requests, "request")} in {Time}{Fresh(latest, now)}");

    /// <summary>Share of requests that failed, callers' own mistakes named beside it.</summary>
    public static MeasureText OfFailures(IReadOnlyList<WindowRow> window, DateTimeOffset now)
    {
        var requests = window.Sum(w => w.Requests);
        if (requests == 0)
            return Nothing;

        var failures = window.Sum(EndpointFacts.FailuresOf);
        var rejected = window.Sum(w => w.ErrorCount) - failures;
        var others = rejected == 0 ? "" : $"; {Wording.Count(rejected)} more rejected as malformed";
        return new(Wording.Share(failures, requests), $"{Wording.Count(failures)} of {Wording.Count(requests)} failed in {Time}{Fresh(window.Max(w => w.LatestAt), now)}{others}");
    }

    /// <summary>Latency of all variants together, from one sketch; each variant's own in the detail.</summary>
    public static MeasureText OfAllLatencies(IReadOnlyList<WindowRow> window) => WindowRow.LatencyOf(window) is not { } latency
        ? Nothing
        : new(Quantiles(latency), string.Join("; ", window.Where(w => w.Latency is not null).Select(w => $"{w.Variant}: {Quantiles(w.Latency!.Value)}")) + $" in {Time} (p50 / p95 / p99)");

    /// <summary>Share of labelled answers that were right.</summary>
    public static MeasureText OfAccuracy(WindowRow? window) => window is not { Labelled: > 0 }
        ? Nothing
        : new(Wording.Share(window.Correct, window.Labelled), $"{Wording.Count(window.Correct)} of {Wording.Count(window.Labelled)} labelled answers were right, {Time}");

    /// <summary>One quantile of a variant.</summary>
    public static MeasureText OfLatency(double? milliseconds) => milliseconds is { } value ? new(Wording.Milliseconds(value), null) : Nothing;

    private static string Quantiles(LatencyQuantiles latency) => latency.P99 < 10
        ? $"{latency.P50:0.0} / {latency.P95:0.0} / {latency.P99:0.0} ms"
        : $"{latency.P50:#,0} / {latency.P95:#,0} / {latency.P99:#,0} ms";

    private static string Fresh(DateTimeOffset? latest, DateTimeOffset now) => latest is { } at ? $", {Wording.Ago(at, now)}" : "";
}
