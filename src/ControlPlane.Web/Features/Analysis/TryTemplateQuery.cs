using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Telemetry;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Features.Endpoints;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>
/// Measures every check of a template once on an endpoint as it is now, with the reader that rollouts use, and changes nothing.
/// Sources are asked once each, without their repetitions. A singleton, thread-safe.
/// </summary>
public sealed class TryTemplateQuery(TemplateReader templates, SourceReader sources, EndpointQueries endpoints, SeriesQueries series, TimeProvider clock)
{
    /// <summary>The measurements, or why the template cannot be tried.</summary>
    /// <returns>Refusals: see <see cref="TemplateRefusals"/>; that the endpoint is not there.</returns>
    public async Task<Outcome<TemplateTrial>> RunAsync(string name, TemplateDraft draft, IReadOnlyDictionary<string, string> arguments, string endpointName, CancellationToken cancellation)
    {
        var filled = templates.Fill(name, draft, arguments);
        if (filled.Refusal is { } refusal)
            return refusal;
        if (await endpoints.FindAsync(endpointName, cancellation) is not { } endpoint)
            return EndpointUnit.NotFound(endpointName);

        var compared = endpoint.Variants.FirstOrDefault(v => v is { Role: VariantRole.Baseline, Weight: > 0 }) ?? endpoint.Variants.First(v => v.Role == VariantRole.Champion);
        var challenger = endpoint.Variants.FirstOrDefault(v => v.Role is VariantRole.Challenger or VariantRole.Shadow) ?? compared;
        var evidence = await ReadAsync(filled.Value, endpoint, challenger, compared, cancellation);
        var now = clock.GetUtcNow();
        return new TemplateTrial(endpoint.Name, challenger.Name, compared.Name,
            [.. filled.Value.Checks.Select(c => (c, MetricReader.Measure(c, evidence, challenger.Name, compared.Name, now, filled.Value.Judge is not null)))]);
    }

    private async Task<IEvidence> ReadAsync(AnalysisTemplate template, EndpointRow endpoint, VariantRow challenger, VariantRow compared, CancellationToken cancellation)
    {
        var outside = template.Checks.Where(c => c.Source is not null).Distinct().ToList();
        var answers = await Task.WhenAll(outside.Select(c => AskAsync(c, template.Judge is not null, endpoint, challenger, compared, cancellation)));

        var now = clock.GetUtcNow();
        var byWindow = new Dictionary<TimeSpan, IReadOnlyList<WindowRow>>();
        string? reward = null;
        foreach (var window in template.Checks.Select(c => c.Window ?? TriedEvidence.UsualWindow).Append(TriedEvidence.UsualWindow).Distinct().OrderDescending())
        {
            byWindow[window] = await series.WindowAsync(endpoint.Name, now - window, now, 0, reward, cancellation);
            reward ??= byWindow[window] is [var row, ..] ? row.RewardMetric : null;
        }

        return new CostedEvidence(
            new TriedEvidence(byWindow, outside.Zip(answers).ToDictionary(p => p.First, p => p.Second), endpoint.Settings.EventClass), endpoint.Settings.MistakeCosts);
    }

    private Task<ExternalReading> AskAsync(MetricCheck check, bool isJudged, EndpointRow endpoint, VariantRow challenger, VariantRow compared, CancellationToken cancellation)
    {
        var facts = new SourceFacts("trial", endpoint.Name, endpoint.Model, challenger.Name, challenger.Version, compared.Name, Step: 0, clock.GetUtcNow(), check.Metric);
        var source = check.Source is WebhookSource hook ? hook with { Retries = 0 } : check.Source!;
        return sources.ReadAsync(source, facts, isJudged || check.IsCompared ? facts with { Variant = compared.Name, Version = compared.Version } : null, cancellation);
    }
}
