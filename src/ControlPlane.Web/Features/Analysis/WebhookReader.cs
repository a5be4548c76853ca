using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Posts the facts of a rollout to a webhook and reads its value or verdict. A singleton, thread-safe.</summary>
public sealed class WebhookReader(SourceClient client, TimeProvider clock)
{
    private const int MaximumReason = 300;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>What it says, after as many attempts as the source allows.</summary>
    /// <returns>Refusal: why it could not be measured.</returns>
    public async Task<Outcome<SourceValue>> ReadAsync(WebhookSource source, SourceFacts facts, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await client.AskAsync(source, new Uri(source.Address), () => JsonContent.Create(facts), cancellation);
            var value = answer.Then(Read);
            if (value.IsAccepted || attempt >= source.Retries)
                return value;
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    private static Outcome<SourceValue> Read(SourceAnswer answer)
    {
        if (!answer.IsSuccess)
            return Failed($"it answers {answer.Status}{(answer.Status is >= 300 and < 400 ? "; redirects are not followed" : "")}.");
        try
        {
            using var document = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = document.RootElement;
            var reason = root.TryGetProperty("reason", out var said) ? said.GetString() ?? "" : "";
            reason = reason.Length <= MaximumReason ? reason : reason[..MaximumReason] + "…";
            if (root.TryGetProperty("verdict", out var verdict))
                return Verdict(verdict.GetString(), reason);
            var number = root.GetProperty("value");
            return number.ValueKind == JsonValueKind.Null ? new SourceValue(null, null, reason) : new SourceValue(number.GetDouble(), null, reason);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return Failed("its answer holds neither a value nor a verdict.");
        }
    }

    private static Outcome<SourceValue> Verdict(string? word, string reason) => word switch
    {
        "pass" => new SourceValue(null, MeasurementResult.Pass, reason),
        "fail" => new SourceValue(null, MeasurementResult.Fail, reason),
        "inconclusive" => new SourceValue(null, MeasurementResult.Inconclusive, reason),
        _ => Failed("its verdict is none of pass, fail and inconclusive."),
    };

    private static Refusal Failed(string sentence) => new("source_failed", sentence);
}
