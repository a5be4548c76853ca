using System.Runtime.CompilerServices;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving.Flags;
using ControlPlane.AgentHost.Serving.Grpc;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.Contracts.Outcomes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// The data port's application, directly on the server: no HttpContext, no middleware, no routing table, which together cost more than a small model.
/// Singleton, thread-safe.
/// </summary>
internal sealed class InferenceApplication(
    InferenceServerOptions options,
    ServingTableHolder tables,
    InferDispatch infer,
    DescriptionHandler description,
    FeedbackHandler feedback,
    FlagApplication flags,
    PredictionHandler predictions,
    GrpcApplication grpc,
    InferWorkspacePool workspaces,
    AdmissionGate admission,
    UnroutedRequests unrouted,
    TimeProvider time,
    ILogger<InferenceServer> log) : IHttpApplication<Exchange>
{
    // A body whose length is not announced is counted as this part of the longest one.
    private const int UnannouncedShare = 16;

    private readonly RestForm _form = new();

    /// <inheritdoc />
    public Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        var startedAt = time.GetTimestamp();
        Exchange exchange;
        if (contextFeatures is IHostContextContainer<Exchange> connection)
            exchange = connection.HostContext ??= new Exchange();
        else
            exchange = new Exchange();
        exchange.Begin(contextFeatures, startedAt);
        return exchange;
    }

    /// <inheritdoc />
    public void DisposeContext(Exchange context, Exception? exception)
    {
    }

    /// <inheritdoc />
    public Task ProcessRequestAsync(Exchange context) =>
        GrpcApplication.Takes(context) ? grpc.ProcessRequestAsync(context) : ProcessRestAsync(context);

    private async Task ProcessRestAsync(Exchange context)
    {
        try
        {
            if (await AnswerAsync(context).ConfigureAwait(false) is { } refusal)
            {
                if (!context.IsRouted)
                    unrouted.Count(ServingCodes.StatusOf(refusal.Code));
                await Refusals.SendAsync(context, refusal).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is not (BadHttpRequestException or OperationCanceledException or IOException) && context.Status == 0)
        {
            ServingLog.Failed(log, context.Target.Kind, context.Target.Endpoint, e);
            await Refusals.SendAsync(context, new Refusal(ServingCodes.Internal, "the agent failed; its log has the cause")).ConfigureAwait(false);
        }
    }

    private ValueTask<Refusal?> AnswerAsync(Exchange exchange)
    {
        var target = exchange.Target;
        if (target.Kind == TargetKind.Unknown)
            return ValueTask.FromResult<Refusal?>(new Refusal(ServingCodes.NotFound, "there is nothing at this path; the protocol is the Open Inference Protocol v2"));

        var isPost = target.Kind is TargetKind.Infer or TargetKind.Feedback or TargetKind.Index or TargetKind.RepositoryChange or TargetKind.Flag or TargetKind.Flags;
        if (isPost ? !HttpMethods.IsPost(exchange.Method) : !HttpMethods.IsGet(exchange.Method) && !HttpMethods.IsHead(exchange.Method))
        {
            exchange.ResponseHeaders.Allow = isPost ? HttpMethods.Post : HttpMethods.Get;
            return ValueTask.FromResult<Refusal?>(new Refusal(ServingCodes.MethodNotAllowed, $"this path does not take {exchange.Method}"));
        }

        return target.Kind switch
        {
            TargetKind.Infer => AnswerInferAsync(exchange),
            TargetKind.Feedback => AnswerFeedbackAsync(exchange),
            TargetKind.Index => AnswerIndexAsync(exchange),
            TargetKind.Flag or TargetKind.Flags or TargetKind.FlagConfiguration => flags.AnswerAsync(exchange),
            TargetKind.Prediction => AnswerPredictionAsync(exchange),
            TargetKind.RepositoryChange => ValueTask.FromResult<Refusal?>(new Refusal(ServingCodes.Unsupported, "what is loaded here is decided by the control plane")),
            _ => DescribeAsync(exchange),
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Refusal?> AnswerInferAsync(Exchange exchange)
    {
        if (RequestRouter.FindEndpoint(tables.Current, exchange.Target.Endpoint, out var endpoint) is { } unknown)
            return unknown;

        if (exchange.ReadPriority() is { } unclear)
            return unclear;

        var encoding = exchange.RequestHeaders.ContentEncoding is { Count: > 0 } named && !MessageCompression.IsNone(named.ToString()) ? named.ToString() : null;
        if (!MessageCompression.Knows(encoding))
            return new Refusal(ServingCodes.MediaType, $"the body is compressed with {RequestTexts.Show(encoding!)}; this agent takes {MessageCompression.Names}");

        var announced = exchange.RequestHeaders.ContentLength;
        var limit = announced <= BodyLimit.AlwaysAllowed ? BodyLimit.AlwaysAllowed : BodyLimit.Of(endpoint!, options.MaximumBodyBytes);
        var reserved = Math.Min((announced ?? limit / UnannouncedShare) * (encoding is null ? 1 : MessageCompression.UsualGrowth), encoding is null ? limit : options.MaximumBodyBytes);
        if (!admission.TryEnter(reserved, exchange.IsBatch))
            return new Refusal(ServingCodes.Overloaded, "this agent is answering as many requests as it may; come back later");

        try
        {
            var body = await RequestBody.ReadAsync(exchange.Body, announced, limit).ConfigureAwait(false);
            if (body.Refusal is null && encoding is not null)
                body.Expand(encoding, BodyLimit.Of(endpoint!, options.MaximumBodyBytes));
            return body.Refusal ?? await InferAsync(exchange, endpoint!, body).ConfigureAwait(false);
        }
        finally
        {
            admission.Exit(reserved);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Refusal?> InferAsync(Exchange exchange, ServedEndpoint endpoint, RequestBody body)
    {
        var workspace = workspaces.Rent();
        try
        {
            var refusal = await infer.AnswerAsync(exchange, workspace, _form, endpoint, body, body.Bytes.Length).ConfigureAwait(false);
            if (refusal is null)
                await exchange.SendAsync(StatusCodes.Status200OK, workspace.ContentType, workspace.Response.Written).ConfigureAwait(false);
            return refusal;
        }
        finally
        {
            workspaces.Return(workspace);
        }
    }

    private async ValueTask<Refusal?> AnswerFeedbackAsync(Exchange exchange)
    {
        var body = await RequestBody.ReadAsync(exchange.Body, exchange.RequestHeaders.ContentLength, FeedbackHandler.MaximumBody).ConfigureAwait(false);
        if (body.Refusal is not null)
            return body.Refusal;

        var refusal = feedback.Take(exchange.Target.Endpoint, body.Bytes.Span);
        body.Release();
        if (refusal is null)
            await exchange.SendAsync(StatusCodes.Status202Accepted, contentType: null, default).ConfigureAwait(false);
        return refusal;
    }

    private async ValueTask<Refusal?> AnswerIndexAsync(Exchange exchange)
    {
        var body = await RequestBody.ReadAsync(exchange.Body, exchange.RequestHeaders.ContentLength, DescriptionHandler.MaximumBody).ConfigureAwait(false);
        if (body.Refusal is not null)
            return body.Refusal;

        var json = new JsonBuffer();
        var refusal = description.AnswerIndex(body.Bytes.Span, json);
        body.Release();
        if (refusal is null)
            await exchange.SendAsync(StatusCodes.Status200OK, HeaderTexts.Json, json.Written).ConfigureAwait(false);
        return refusal;
    }

    private async ValueTask<Refusal?> AnswerPredictionAsync(Exchange exchange)
    {
        var json = new JsonBuffer();
        var refusal = predictions.Answer(exchange, json);
        if (refusal is null)
            await exchange.SendAsync(StatusCodes.Status200OK, HeaderTexts.Json, json.Written).ConfigureAwait(false);
        return refusal;
    }

    private async ValueTask<Refusal?> DescribeAsync(Exchange exchange)
    {
        var json = new JsonBuffer();
        var answered = description.Answer(exchange.Target, json);
        if (answered.IsAccepted)
            await exchange.SendAsync(answered.Value, HeaderTexts.Json, json.Written).ConfigureAwait(false);
        return answered.Refusal;
    }
}
