using System.Diagnostics;
using System.Text;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Answers inference requests whose body is in: route, read, run, write, count. Runs on the calling thread. Singleton, thread-safe.</summary>
internal sealed class InferHandler(RequestRouter router, AnswerHeaders headers, Mirror mirror, RequestIdSource ids, TimeProvider time)
{
    /// <summary>Puts the answer into the workspace and its headers into the exchange.</summary>
    /// <returns>Null, or why there is no answer.</returns>
    public Refusal? Answer(Exchange exchange, InferWorkspace workspace, ReadOnlyMemory<byte> body)
    {
        workspace.Begin(exchange.RequestHeaders, body);
        var malformed = workspace.TakeRequestId(exchange.RequestHeaders, ids) ?? InferRequestReader.Read(workspace.Request);
        if (router.Route(exchange, workspace, out var routed) is { } unrouted)
            return unrouted;

        exchange.IsRouted = true;
        routed.DivertedFrom?.Diverted();
        try
        {
            var refusal = malformed ?? (routed.Constant is { } constant ? AnswerConstant(exchange, workspace, routed, constant) : Answer(exchange, workspace, routed));
            if (refusal is not null)
                routed.Recorder?.Failed(ErrorOf(refusal.Code), routed.Selection!.Value.Rule, workspace.Attributes, routed.Cell);
            return refusal;
        }
        catch
        {
            routed.Recorder?.Failed(ErrorClass.Internal, routed.Selection!.Value.Rule, workspace.Attributes, routed.Cell);
            throw;
        }
        finally
        {
            routed.Model?.Exit();
        }
    }

    private Refusal? Answer(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed)
    {
        var model = routed.Model!;
        if (SelectOutputs(workspace, model.Signature) is { } unknown)
            return unknown;

        var lane = model.Lanes.Rent();
        try
        {
            if (InferRequestBinder.Bind(workspace.Request, model.Signature, lane) is { } mismatch)
                return mismatch;
            routed.Recorder?.Features.Observe(lane.Inputs, workspace.Attributes);
            if (Run(exchange, workspace, model, lane, out var runTime) is { } failure)
                return failure;

            var isInvalid = InferResponseWriter.Write(workspace.Response, routed.Identity.Opening.Span, workspace.Request, lane, workspace.OutputIndexes, routed.OutputsAs);
            var prediction = model.Predictions.Read(lane, isInvalid);
            headers.Write(exchange, workspace, routed, prediction);
            var latency = time.GetElapsedTime(exchange.StartedAt);
            routed.Recorder?.Answered(StopwatchTicksOf(latency), prediction, routed.Selection!.Value.Rule, workspace.Attributes, routed.Cell, lane.CpuNanoseconds);
            mirror.Copy(routed, lane, prediction, runTime, workspace.RequestId, workspace.Attributes);
            return null;
        }
        finally
        {
            model.Lanes.Return(lane);
        }
    }

    private static Refusal? AnswerConstant(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, byte[] constant)
    {
        workspace.Response.Raw(constant);
        AnswerHeaders.WriteConstant(exchange, routed);
        return null;
    }

    private Refusal? Run(Exchange exchange, InferWorkspace workspace, LoadedModel model, InferenceLane lane, out TimeSpan runTime)
    {
        var startedAt = time.GetTimestamp();
        runTime = TimeSpan.Zero;
        TimeSpan? remaining = null;
        if (workspace.Request.Timeout is { } timeout)
        {
            remaining = timeout - time.GetElapsedTime(exchange.StartedAt, startedAt);
            if (remaining <= TimeSpan.Zero)
                return new Refusal(InferenceCodes.DeadlineExceeded, $"the timeout of {timeout.TotalMicroseconds:0} µs passed before the model could run");
        }

        var failure = lane.Run(remaining);
        runTime = time.GetElapsedTime(startedAt);
        model.RunTimes.Add(runTime);
        return failure;
    }

    private static Refusal? SelectOutputs(InferWorkspace workspace, ModelSignature signature)
    {
        var body = workspace.Request.Body.Span;
        for (var i = 0; i < workspace.Request.Outputs.Count; i++)
        {
            var name = workspace.Request.Outputs[i].TextIn(body);
            var index = signature.IndexOfOutput(name);
            if (index < 0)
            {
                var known = string.Join(", ", signature.Outputs.ToArray().Select(o => $"'{o.Name}'"));
                return new Refusal(ServingCodes.TensorMismatch, $"output '{Encoding.UTF8.GetString(name)}' is unknown; the model gives {known}");
            }

            workspace.AddOutput(index);
        }

        return null;
    }

    private static long StopwatchTicksOf(TimeSpan elapsed) => elapsed.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    private static ErrorClass ErrorOf(string code) => code switch
    {
        ServingCodes.Malformed or ServingCodes.TensorMismatch => ErrorClass.Rejected,
        InferenceCodes.DeadlineExceeded => ErrorClass.Timeout,
        InferenceCodes.ModelFailed => ErrorClass.Model,
        _ => ErrorClass.Internal,
    };
}
