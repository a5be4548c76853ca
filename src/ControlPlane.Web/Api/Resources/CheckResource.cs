using ControlPlane.Domain.Analysis.Templates;

namespace ControlPlane.Web.Api.Resources;

/// <summary>One check at work. Immutable.</summary>
internal sealed record CheckResource(
    string Variant, string Metric, string Source, string? Query, MeasurementResult Result, double? Value, string? ComparedWith, double? Champion, double? Limit, long Requests, string Sentence, int Passed, int Failed, bool IsDryRun)
{
    public static CheckResource Of(CheckRun run) => new(
        run.Variant,
        run.Check.Metric,
        run.Check.Source?.Kind.ToLowerInvariant() ?? "builtin",
        run.Latest?.Question ?? run.Check.Source?.Question,
        run.Result,
        run.Latest?.Value,
        run.Latest?.ComparedWith,
        run.Latest?.Champion,
        run.Latest?.Limit,
        run.Latest?.Requests ?? 0,
        run.Latest?.Sentence ?? "Not measured yet.",
        run.Passed,
        run.Failed,
        run.Check.IsDryRun);
}
