using System.Globalization;
using System.Text;
using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Serving.Flags;

/// <summary>The OpenFeature Remote Evaluation Protocol (OFREP, https://github.com/open-feature/protocol) on the data port. Singleton, thread-safe.</summary>
internal sealed class FlagApplication(FlagHandler handler, AdmissionGate admission)
{
    /// <summary>Largest body in bytes.</summary>
    public const long MaximumBody = 64 << 10;

    // Variants have names, so that no other type is of use; a poll costs one request and, where nothing changed, no body.
    private static readonly byte[] Configuration = Encoding.UTF8.GetBytes(
        """{"name":"controlplane","capabilities":{"cacheInvalidation":{"polling":{"enabled":true,"minPollingIntervalMs":1000}},"flagEvaluation":{"supportedTypes":["string"]},"caching":{"enabled":false}}}""");

    /// <summary>Answers what <see cref="TargetKind.Flag"/>, <see cref="TargetKind.Flags"/> and <see cref="TargetKind.FlagConfiguration"/> ask.</summary>
    /// <returns>Null, or a refusal that the protocol does not know.</returns>
    public async ValueTask<Refusal?> AnswerAsync(Exchange exchange)
    {
        if (exchange.Target.Kind == TargetKind.FlagConfiguration)
        {
            await SendTaggedAsync(exchange, Configuration).ConfigureAwait(false);
            return null;
        }

        var reserved = Math.Min(exchange.RequestHeaders.ContentLength ?? MaximumBody, MaximumBody);
        if (!admission.TryEnter(reserved))
            return new Refusal(ServingCodes.Overloaded, "this agent is answering as many requests as it may; come back later");
        try
        {
            var body = await RequestBody.ReadAsync(exchange.Body, exchange.RequestHeaders.ContentLength, MaximumBody).ConfigureAwait(false);
            if (body.Refusal is not null)
                return body.Refusal;
            var context = FlagContext.Read(body.Bytes);
            body.Release();
            await AnswerAsync(exchange, context).ConfigureAwait(false);
            return null;
        }
        finally
        {
            admission.Exit(reserved);
        }
    }

    private ValueTask AnswerAsync(Exchange exchange, Outcome<FlagContext> context)
    {
        var isSingle = exchange.Target.Kind == TargetKind.Flag;
        if (context.Refusal is { } refusal)
            return SendAsync(exchange, FlagAnswer.Failed(isSingle ? exchange.Target.Endpoint : null, refusal.Code, refusal.Sentence));
        if (isSingle)
            return SendAsync(exchange, handler.Evaluate(exchange.Target.Endpoint, context.Value));
        return SendTaggedAsync(exchange, JsonSerializer.SerializeToUtf8Bytes(handler.EvaluateAll(context.Value), FlagJsonContext.Default.FlagList));
    }

    private static async ValueTask SendAsync(Exchange exchange, FlagAnswer answer)
    {
        var status = answer.ErrorCode is { } code ? FlagErrors.StatusOf(code) : StatusCodes.Status200OK;
        await exchange.SendAsync(status, HeaderTexts.Json, JsonSerializer.SerializeToUtf8Bytes(answer, FlagJsonContext.Default.FlagAnswer)).ConfigureAwait(false);
    }

    private static async ValueTask SendTaggedAsync(Exchange exchange, byte[] body)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{XxHash3.Hash64(body):x16}\"");
        exchange.ResponseHeaders.ETag = tag;
        if (IsKnown(exchange.RequestHeaders.IfNoneMatch.ToString(), tag))
            exchange.End(StatusCodes.Status304NotModified);
        else
            await exchange.SendAsync(StatusCodes.Status200OK, HeaderTexts.Json, body).ConfigureAwait(false);
    }

    // RFC 9110 §13.1.2: a list of tags, compared weakly, or a star.
    private static bool IsKnown(string header, string tag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(known => known == "*" || known == tag || (known.StartsWith("W/", StringComparison.Ordinal) && known[2..] == tag));
}
