using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Outcomes;
using Google.Protobuf;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>
/// The gRPC services on the server's HTTP/2, without a gRPC package: one framed message in, one out, the status in trailers.
/// What answers a call to infer is what answers REST. Singleton, thread-safe.
/// </summary>
internal sealed class GrpcApplication(
    InferenceServerOptions options,
    ServingTableHolder tables,
    InferDispatch infer,
    GrpcDescriptions descriptions,
    HealthWatch health,
    InferWorkspacePool workspaces,
    AdmissionGate admission,
    UnroutedRequests unrouted,
    ILogger<InferenceServer> log)
{
    private const string ContentType = "application/grpc";

    private readonly GrpcInferForm _form = new();

    /// <summary>Whether a request is a gRPC call.</summary>
    public static bool Takes(Exchange exchange) =>
        exchange.RequestHeaders.ContentType.ToString().StartsWith(ContentType, StringComparison.Ordinal);

    /// <summary>Answers a call, and whatever becomes of it says so in its status.</summary>
    public async Task ProcessRequestAsync(Exchange exchange)
    {
        try
        {
            var refusal = await AnswerAsync(exchange).ConfigureAwait(false);
            if (refusal is not null && !exchange.IsRouted)
                unrouted.Count(ServingCodes.StatusOf(refusal.Code));
            GrpcEnding.Write(exchange, refusal);
        }
        catch (Exception e) when (e is not (BadHttpRequestException or OperationCanceledException or IOException) && exchange.Status == 0)
        {
            ServingLog.CallFailed(log, exchange.Path, e);
            GrpcEnding.Write(exchange, new Refusal(ServingCodes.Internal, "the agent failed; its log has the cause"));
        }
    }

    private async ValueTask<Refusal?> AnswerAsync(Exchange exchange)
    {
        if (exchange.Trailers is null)
            return new Refusal(ServingCodes.Unsupported, "gRPC needs HTTP/2; use the agent's address for gRPC");
        var encoding = exchange.RequestHeaders["grpc-encoding"].ToString();
        if (!MessageCompression.Knows(encoding))
        {
            exchange.ResponseHeaders["grpc-accept-encoding"] = MessageCompression.Names;
            return new Refusal(ServingCodes.Unsupported, $"messages are compressed with {RequestTexts.Show(encoding)}; this agent takes {MessageCompression.Names}");
        }

        var method = GrpcPaths.MethodOf(exchange.Path);
        if (method == GrpcMethod.Unknown)
            return new Refusal(ServingCodes.Unsupported, $"there is no method {RequestTexts.Show(exchange.Path)}");

        if (exchange.ReadPriority() is { } unclear)
            return unclear;

        var length = await GrpcFrame.ReadLengthAsync(exchange.Body, options.MaximumBodyBytes).ConfigureAwait(false);
        if (!length.IsAccepted)
            return length.Refusal;
        // Nothing before a compressed message says how long it is without; it is counted as growing as such messages usually do.
        var reserved = MessageCompression.IsNone(encoding) ? length.Value : Math.Min((long)length.Value * MessageCompression.UsualGrowth, options.MaximumBodyBytes);
        if (!admission.TryEnter(reserved, exchange.IsBatch))
            return new Refusal(ServingCodes.Overloaded, "this agent is answering as many requests as it may; come back later");

        try
        {
            return await AnswerAsync(exchange, method, length.Value, encoding).ConfigureAwait(false);
        }
        finally
        {
            admission.Exit(reserved);
        }
    }

    private async ValueTask<Refusal?> AnswerAsync(Exchange exchange, GrpcMethod method, int length, string encoding)
    {
        var call = await RequestBody.ReadAsync(exchange.Body, GrpcFrame.PrefixLength + length, GrpcFrame.PrefixLength + options.MaximumBodyBytes).ConfigureAwait(false);
        if (call.Refusal is not null)
            return call.Refusal;

        IMessage question;
        try
        {
            var message = GrpcFrame.MessageOf(call.Bytes, length, encoding, options.MaximumBodyBytes);
            if (!message.IsAccepted)
                return message.Refusal;
            length = message.Value.Length;
            question = GrpcQuestions.ParserOf(method).ParseFrom(message.Value.Span);
        }
        catch (InvalidProtocolBufferException e)
        {
            return new Refusal(ServingCodes.Malformed, $"the message is no valid protobuf: {e.Message}");
        }
        finally
        {
            // Everything of it is in the message now.
            call.Release();
        }

        return question switch
        {
            ModelInferRequest request => await InferAsync(exchange, request, length).ConfigureAwait(false),
            HealthCheckRequest request when method == GrpcMethod.HealthWatch => await health.WatchAsync(exchange, request.Service).ConfigureAwait(false),
            _ => await DescribeAsync(exchange, question).ConfigureAwait(false),
        };
    }

    private async ValueTask<Refusal?> InferAsync(Exchange exchange, ModelInferRequest request, int length)
    {
        var version = GrpcQuestions.VersionOf(request.ModelVersion);
        if (!version.IsAccepted)
            return version.Refusal;
        exchange.NameTarget(new RequestTarget(TargetKind.Infer, request.ModelName, version.Value));
        if (RequestRouter.FindEndpoint(tables.Current, request.ModelName, out var endpoint) is { } unknown)
            return unknown;

        var workspace = workspaces.Rent();
        try
        {
            workspace.Message = request;
            var refusal = await infer.AnswerAsync(exchange, workspace, _form, endpoint!, body: default, length).ConfigureAwait(false);
            if (refusal is null)
                await SendAsync(exchange, workspace.Response.Written).ConfigureAwait(false);
            return refusal;
        }
        finally
        {
            workspace.Message = null;
            workspaces.Return(workspace);
        }
    }

    private async ValueTask<Refusal?> DescribeAsync(Exchange exchange, IMessage question)
    {
        var answer = descriptions.Answer(question);
        if (!answer.IsAccepted)
            return answer.Refusal;

        await SendAsync(exchange, GrpcFrame.Of(answer.Value)).ConfigureAwait(false);
        return null;
    }

    /// <summary>Sends framed messages.</summary>
    internal static async ValueTask SendAsync(Exchange exchange, ReadOnlyMemory<byte> framed)
    {
        if (exchange.Status == 0)
            exchange.Begin(StatusCodes.Status200OK, ContentType);
        await exchange.WriteAsync(framed).ConfigureAwait(false);
    }
}
