using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Web.Features.Analysis;

namespace ControlPlane.Web.Api.Resources;

/// <summary>What a template says on an endpoint now. Immutable.</summary>
internal sealed record TrialResource(string Endpoint, string Challenger, string ComparedWith, IReadOnlyList<TrialResource.TriedCheck> Checks)
{
    public static TrialResource Of(TemplateTrial trial) => new(
        trial.Endpoint,
        trial.Challenger,
        trial.ComparedWith,
        [.. trial.Checks.Select(c => new TriedCheck(
            c.Check.Metric, c.Check.Source?.Kind.ToLowerInvariant() ?? "builtin", c.Measurement.Question, c.Measurement.Result, c.Measurement.Value, c.Measurement.Champion, c.Measurement.Limit, c.Measurement.Sentence))]);

    /// <summary>One check, measured once. Immutable.</summary>
    internal sealed record TriedCheck(string Metric, string Source, string? Question, MeasurementResult Result, double? Value, double? ComparedValue, double? Limit, string Sentence);
}
