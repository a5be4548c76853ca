using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Rollouts;
using ControlPlane.Domain.Rollouts.Steps;
using ControlPlane.Web.Features.Analysis;
using ControlPlane.Web.Features.Outbound;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>
/// Asks the services that gates of rollouts wait for, and keeps the newest answers, so that the engine finds them as facts.
/// Nothing here decides or counts, and nothing here must survive a restart: what is due is asked again. A singleton state holder, thread-safe.
/// </summary>
public sealed partial class HookAnswers(SourceClient client, SourceAddresses addresses, SourceSecrets secrets, TimeProvider clock, ILogger<HookAnswers> logger) : IDisposable
{
    private const int LongestText = 300;

    private readonly Lock _lock = new();
    private readonly Dictionary<Place, HookReading> _readings = [];
    private readonly HashSet<Place> _asking = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>The newest answer to the question of the present step; null when there is none.</summary>
    public HookReading? Of(Rollout rollout)
    {
        lock (_lock)
            return _readings.GetValueOrDefault(Place.Of(rollout));
    }

    /// <summary>Begins to ask when the present step waits for an answer and none is on its way; it comes later.</summary>
    public void Ask(Rollout rollout)
    {
        if (rollout.CurrentStep is not WebhookStep step || !HookRule.IsDue(rollout, clock.GetUtcNow()))
            return;
        var place = Place.Of(rollout);
        lock (_lock)
        {
            var isAnswered = _readings.TryGetValue(place, out var reading) && reading.At >= AskedSince(rollout);
            if (isAnswered || !_asking.Add(place))
                return;
        }

        _ = AskAsync(place, step, HookQuestion.Of(rollout, step), _ended.Token);
    }

    /// <summary>Forgets the answers for rollouts that have ended.</summary>
    public void Keep(IReadOnlySet<string> active)
    {
        lock (_lock)
        {
            foreach (var gone in _readings.Keys.Where(p => !active.Contains(p.Rollout)).ToList())
                _readings.Remove(gone);
        }
    }

    /// <summary>Null when every service may be asked.</summary>
    /// <returns>Refusal: <see cref="RolloutRefusals.Invalid"/>.</returns>
    public Refusal? Check(IReadOnlyList<WebhookStep> hooks)
    {
        foreach (var (index, hook) in hooks.Index())
        {
            if (addresses.WhyRefused(hook.Source.Address) is { } why)
                return Refusal.OfField(RolloutRefusals.Invalid, $"hooks[{index}].address", why, "use a public address, or allow it with Analysis:AllowedPrivate");
            if (hook.Source.Secret is { } name && secrets.Find(name) is null)
                return Refusal.OfField(RolloutRefusals.Invalid, $"hooks[{index}].secret", $"is '{name}', which the configuration does not have", "set Secrets:NAME:Value and Secrets:NAME:Host");
        }

        return null;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    // After a pause the service is asked anew, whatever it said before.
    private static DateTimeOffset AskedSince(Rollout rollout) =>
        rollout.Run!.Hook is { } heard ? heard.At + TimeSpan.FromTicks(1) : rollout.Run.WaitsSince ?? rollout.Run.BeganAt;

    private async Task AskAsync(Place place, WebhookStep step, HookQuestion question, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.AskAsync(step.Source, new Uri(step.Source.Address), () => JsonContent.Create(question), cancellation);
            var (isAgreed, said) = answer.Match(a => (a.IsSuccess, TextOf(a)), refusal => (false, refusal.Sentence));
            if (!isAgreed)
                LogRefused(place.Rollout, step.Host, said);
            lock (_lock)
                _readings[place] = new HookReading(clock.GetUtcNow(), isAgreed, said);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException && cancellation.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException) // The edge: a service may fail in ways nobody foresaw, and that is no agreement.
        {
            LogBroken(place.Rollout, step.Host, exception);
            lock (_lock)
                _readings[place] = new HookReading(clock.GetUtcNow(), IsAgreed: false, $"An unexpected failure ({exception.GetType().Name}).");
        }
        finally
        {
            lock (_lock)
                _asking.Remove(place);
        }
    }

    private static string TextOf(SourceAnswer answer)
    {
        var text = AnswerText.Line(ReasonOf(answer.Body), LongestText);
        return text.Length == 0 ? $"it answers {answer.Status}" : $"{text} ({answer.Status})";
    }

    // A reason in JSON is read; any other text is the reason itself.
    private static string ReasonOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("reason", out var reason) && reason.ValueKind == JsonValueKind.String)
                return reason.GetString()!;
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(body);
        }

        return Encoding.UTF8.GetString(body);
    }

    [LoggerMessage(1720, LogLevel.Information, "Rollout {Rollout}: {Host} does not agree: {Said}")]
    private partial void LogRefused(string rollout, string host, string said);

    [LoggerMessage(1721, LogLevel.Error, "Rollout {Rollout}: asking {Host} failed unexpectedly.")]
    private partial void LogBroken(string rollout, string host, Exception exception);

    private readonly record struct Place(string Rollout, int Step)
    {
        public static Place Of(Rollout rollout) => new(rollout.Id, rollout.Step);
    }
}
