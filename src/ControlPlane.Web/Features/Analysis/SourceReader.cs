using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Asks a check's own source once, for the challenger and, where it is needed, for what it is compared with. A singleton, thread-safe.</summary>
public sealed class SourceReader(PrometheusReader prometheus, WebhookReader webhook, TimeProvider clock)
{
    /// <summary>The answer; whatever went wrong is in it, in words.</summary>
    /// <param name="source">Who is asked.</param>
    /// <param name="facts">About the challenger.</param>
    /// <param name="compared">About what it is compared with; null when that is not needed.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ExternalReading> ReadAsync(MetricSource source, SourceFacts facts, SourceFacts? compared, CancellationToken cancellation)
    {
        var own = await ReadAsync(source, isChampion: false, facts, cancellation);
        Outcome<SourceValue>? other = compared is not null && own.IsAccepted && own.Value.Verdict is null
            ? await ReadAsync(source, isChampion: true, compared, cancellation)
            : default(Outcome<SourceValue>?);
        var failure = own.Refusal ?? other?.Refusal;
        return new ExternalReading
        {
            At = clock.GetUtcNow(),
            Question = QuestionOf(source, facts),
            Error = failure?.Sentence,
            Value = failure is null ? own.Value.Value : null,
            Verdict = failure is null ? own.Value.Verdict : null,
            Reason = failure is null ? own.Value.Reason : "",
            Champion = failure is null ? other?.Value.Value : null,
        };
    }

    private Task<Outcome<SourceValue>> ReadAsync(MetricSource source, bool isChampion, SourceFacts facts, CancellationToken cancellation) => source switch
    {
        PrometheusSource server => prometheus.ReadAsync(server, isChampion ? server.ChampionQuery ?? server.Query : server.Query, facts, cancellation),
        WebhookSource hook => webhook.ReadAsync(hook, facts, cancellation),
        var other => throw new InvalidOperationException($"No reader is defined for {other.Kind}."),
    };

    private static string QuestionOf(MetricSource source, SourceFacts facts) =>
        source is PrometheusSource server ? QueryText.Fill(server.Query, facts.ForQueries(), out _) : source.Question;
}
