using System.Text;
using System.Text.Json;
using ControlPlane.AgentHost.Feedback;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Takes labels and rewards for answers given earlier, by any agent of the installation. Singleton, thread-safe.</summary>
internal sealed class FeedbackHandler(FeedbackTokenCodec tokens, FeedbackQueue queue, TimeProvider time)
{
    /// <summary>Largest body in bytes.</summary>
    public const long MaximumBody = 16 << 10;

    /// <summary>Takes one item.</summary>
    /// <returns>Null, or a refusal: <c>request_malformed</c>, <c>token_invalid</c>, <c>overloaded</c>.</returns>
    public Refusal? Take(string endpoint, ReadOnlySpan<byte> body)
    {
        var read = Read(body);
        if (!read.IsAccepted)
            return read.Refusal;

        var claim = tokens.Read(read.Value.Token);
        if (!claim.IsAccepted)
            return claim.Refusal;
        if (claim.Value.Endpoint != endpoint)
            return Malformed($"the token belongs to endpoint '{claim.Value.Endpoint}', the path names '{endpoint}'");

        return queue.TryAdd(read.Value)
            ? null
            : new Refusal(ServingCodes.Overloaded, $"{FeedbackQueue.Capacity} items of feedback wait to be passed on; come back later");
    }

    private Outcome<FeedbackItem> Read(ReadOnlySpan<byte> body)
    {
        FeedbackForm? form;
        try
        {
            form = JsonSerializer.Deserialize(body, ServingJsonContext.Default.FeedbackForm);
        }
        catch (JsonException e)
        {
            return Malformed($"the body is not {{\"token\", \"label\"}} or {{\"token\", \"metric\", \"value\"}}: {e.Message}");
        }

        if (form?.Token is not { Length: > 0 } token)
            return Malformed("token is missing; send the response header x-feedback-token");
        var label = LabelOf(form.Label);
        var isReward = form.Metric is not null || form.Value is not null;
        if ((form.Label is not null) == isReward)
            return Malformed("give either label or metric with value");
        if (isReward && (string.IsNullOrEmpty(form.Metric) || form.Value is not { } value || !double.IsFinite(value)))
            return Malformed("a reward needs metric, a name, and value, a finite number");
        if (!isReward && label is null)
            return Malformed("label must be a text, a number or a truth value");
        if (Encoding.UTF8.GetByteCount(label ?? form.Metric!) > FeedbackTokenCodec.MaximumTextBytes)
            return Malformed($"label and metric must not be longer than {FeedbackTokenCodec.MaximumTextBytes} bytes");

        return new FeedbackItem { Token = token, Label = label, Metric = form.Metric, Value = form.Value, ReceivedAt = time.GetUtcNow() };
    }

    private static string? LabelOf(JsonElement? label) => label?.ValueKind switch
    {
        JsonValueKind.String => label.Value.GetString() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number => label.Value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static Refusal Malformed(string problem) => new(ServingCodes.Malformed, problem);
}
