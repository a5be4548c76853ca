using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Body of a feedback request, or one of several in a list.</summary>
/// <param name="Token">From the response header <c>x-feedback-token</c>.</param>
/// <param name="Label">The true class or value: a text, number or truth value.</param>
/// <param name="Metric">Name of a reward.</param>
/// <param name="Value">The reward.</param>
/// <param name="Covariate">The same caller's value of the metric from before the exposure; beside a reward only, and not needed.</param>
internal sealed record FeedbackForm(string? Token, JsonElement? Label, string? Metric, double? Value, double? Covariate)
{
    /// <summary>What a form says, its token unread.</summary>
    /// <returns>Refusal: <c>request_malformed</c>.</returns>
    public static Outcome<FeedbackItem> Read(FeedbackForm? form, DateTimeOffset now)
    {
        if (form?.Token is not { Length: > 0 } token)
            return Malformed("token is missing; send the response header x-feedback-token");
        var label = LabelOf(form.Label);
        var isReward = form.Metric is not null || form.Value is not null;
        if ((form.Label is not null) == isReward)
            return Malformed("give either label or metric with value");
        if (isReward && (string.IsNullOrEmpty(form.Metric) || form.Value is not { } value || !double.IsFinite(value)))
            return Malformed("a reward needs metric, a name, and value, a finite number");
        if (form.Covariate is { } covariate && (!isReward || !double.IsFinite(covariate)))
            return Malformed("covariate must be a finite number and stand beside metric and value");
        if (!isReward && label is null)
            return Malformed("label must be a text, a number or a truth value");
        if (Encoding.UTF8.GetByteCount(label ?? form.Metric!) > FeedbackTokenCodec.MaximumTextBytes)
            return Malformed($"label and metric must not be longer than {FeedbackTokenCodec.MaximumTextBytes} bytes");

        return new FeedbackItem { Token = token, Label = label, Metric = form.Metric, Value = form.Value, Covariate = form.Covariate, ReceivedAt = now };
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
