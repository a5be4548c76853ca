using System.Globalization;
using System.Text.Json;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Takes labels and rewards for answers given earlier, by any agent of the installation. Singleton, thread-safe.</summary>
internal sealed class FeedbackHandler(FeedbackTokenCodec tokens, ServingTableHolder tables, FeedbackQueue queue, TimeProvider time)
{
    /// <summary>Largest body in bytes.</summary>
    public const long MaximumBody = 256 << 10;

    /// <summary>Most items of a batch.</summary>
    public const int MaximumItems = 500;

    private const byte ArrayStart = (byte)'[';

    /// <summary>Takes one item, or all items of a list or none.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>, <c>token_invalid</c>, <c>overloaded</c>.</returns>
    public Refusal? Take(string endpoint, ReadOnlySpan<byte> body)
    {
        var forms = Read(body);
        if (!forms.IsAccepted)
            return forms.Refusal;

        var (now, items) = (time.GetUtcNow(), new List<FeedbackItem>(forms.Value.Length));
        for (var i = 0; i < forms.Value.Length; i++)
        {
            var item = Check(endpoint, forms.Value[i], now);
            if (!item.IsAccepted)
                return IsBatch(body) ? item.Refusal with { Sentence = $"[{i}]: {item.Refusal.Sentence}" } : item.Refusal;
            items.Add(item.Value);
        }

        return queue.TryAdd(items)
            ? null
            : new Refusal(ServingCodes.Overloaded, $"there is room for {FeedbackQueue.Capacity} items of feedback that wait to be passed on; come back later");
    }

    private Outcome<FeedbackItem> Check(string endpoint, FeedbackForm? form, DateTimeOffset now)
    {
        var item = FeedbackForm.Read(form, now);
        if (!item.IsAccepted)
            return item;

        var claim = tokens.Read(item.Value.Token);
        if (!claim.IsAccepted)
            return claim.Refusal;
        if (claim.Value.Endpoint != endpoint)
            return Malformed($"the token belongs to endpoint '{claim.Value.Endpoint}', the path names '{endpoint}'");
        return WhyOutside(endpoint, item.Value) is { } outside ? Malformed(outside) : item;
    }

    // An endpoint that is not in force here has its rewards checked by the control plane.
    private string? WhyOutside(string endpoint, FeedbackItem item) =>
        item.Value is { } reward && tables.Current.TryFind(endpoint, out var served) && served.Routing.RewardLimits is { } limits && !limits.Hold(reward)
            ? string.Create(CultureInfo.InvariantCulture, $"value is {reward}, outside the rewards of endpoint '{endpoint}', {limits.Minimum} to {limits.Maximum}; send a reward inside them, or change rewardLimits in the endpoint's settings")
            : null;

    private static Outcome<FeedbackForm?[]> Read(ReadOnlySpan<byte> body)
    {
        try
        {
            FeedbackForm?[] forms = IsBatch(body)
                ? JsonSerializer.Deserialize(body, ServingJsonContext.Default.FeedbackFormArray)!
                : [JsonSerializer.Deserialize(body, ServingJsonContext.Default.FeedbackForm)];
            return forms.Length <= MaximumItems ? forms : Malformed($"a list must not hold more than {MaximumItems} items, this one holds {forms.Length}");
        }
        catch (JsonException e)
        {
            return Malformed($"the body is not {{\"token\", \"label\"}} or {{\"token\", \"metric\", \"value\"}} or a list of such: {e.Message}");
        }
    }

    private static bool IsBatch(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [ArrayStart, ..];

    private static Refusal Malformed(string problem) => new(ServingCodes.Malformed, problem);
}
