using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Serving;

/// <summary>Answers inference requests whose body is in, in any form: read, route, run, write, count. Runs on the calling thread. Singleton, thread-safe.</summary>
internal sealed class InferHandler(RequestRouter router, AnswerHeaders headers, Mirror mirror, RequestIdSource ids, TimeProvider time)
{
    /// <summary>Puts the answer into the workspace and its headers into the exchange.</summary>
    /// <returns>Null, or why there is no answer.</returns>
    public Refusal? Answer(Exchange exchange, InferWorkspace workspace, IInferForm form, ReadOnlyMemory<byte> body)
    {
        var clock = new StageClock(time, exchange.StartedAt);
        var times = new StageTimes { Queue = clock.Lap() };
        workspace.Begin(exchange.RequestHeaders);
        var malformed = workspace.TakeRequestId(exchange.RequestHeaders, ids) ?? form.Read(exchange, workspace, body);
        if (router.Route(exchange, workspace, out var routed) is { } unrouted)
            return unrouted;

        exchange.IsRouted = true;
        routed.DivertedFrom?.Diverted();
        try
        {
            var refusal = malformed ?? (routed.Constant is { } constant
                ? AnswerConstant(exchange, workspace, form, routed, constant)
                : Answer(exchange, workspace, form, routed, clock, times));
            if (refusal is not null)
                CountFailed(exchange, workspace, routed, ErrorOf(refusal.Code));
            return refusal;
        }
        catch
        {
            CountFailed(exchange, workspace, routed, ErrorClass.Internal);
            throw;
        }
        finally
        {
            routed.Model?.Exit();
        }
    }

    private Refusal? Answer(Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest routed, StageClock clock, StageTimes times)
    {
        var model = routed.Model!;
        if (OutputSelection.Select(workspace, model.Signature) is { } unknown)
            return unknown;

        var lane = model.Lanes.Rent();
        try
        {
            if (InferRequestBinder.Bind(workspace.Request, model.Signature, lane) is { } mismatch)
                return mismatch;
            times = times with { Input = clock.Lap() };
            if (Run(exchange, workspace, model, lane, ref clock, ref times) is { } failure)
                return failure;

            var isInvalid = form.Write(exchange, workspace, routed, lane);
            var prediction = model.Predictions.Read(lane, isInvalid);
            headers.Write(exchange, workspace, routed, prediction);
            times = times with { Output = clock.Lap() };
            routed.Recorder?.Answered(StopwatchTicksOf(times.Total), prediction, routed.Selection!.Value.Rule, workspace.Attributes);
            routed.Statistics?.Answered(times, lane.RowCount, time.GetUtcNow());
            mirror.Copy(routed, lane, prediction, times.Total);
            return null;
        }
        finally
        {
            model.Lanes.Return(lane);
        }
    }

    private static Refusal? AnswerConstant(Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest routed, byte[] constant)
    {
        if (form.WriteConstant(exchange, workspace, constant) is { } refusal)
            return refusal;
        AnswerHeaders.WriteConstant(exchange, routed);
        return null;
    }

    private static Refusal? Run(Exchange exchange, InferWorkspace workspace, LoadedModel model, InferenceLane lane, ref StageClock clock, ref StageTimes times)
    {
        TimeSpan? remaining = null;
        if (workspace.Request.Timeout is { } timeout)
        {
            remaining = timeout - times.Total;
            if (remaining <= TimeSpan.Zero)
                return new Refusal(InferenceCodes.DeadlineExceeded, $"the timeout of {timeout.TotalMicroseconds:0} µs passed before the model could run");
        }

        // A short run is over before anything could end it.
        var failure = lane.Run(remaining, model.RunTimes.Average > LongRuns.LongRun ? exchange.Aborted : default);
        times = times with { Infer = clock.Lap() };
        model.RunTimes.Add(times.Infer);
        return failure;
    }

    private void CountFailed(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, ErrorClass error)
    {
        routed.Recorder?.Failed(error, routed.Selection!.Value.Rule, workspace.Attributes);
        routed.Statistics?.Failed(time.GetElapsedTime(exchange.StartedAt));
    }

    private static long StopwatchTicksOf(TimeSpan elapsed) => elapsed.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    private static ErrorClass ErrorOf(string code) => code switch
    {
        ServingCodes.Malformed or ServingCodes.TensorMismatch or ServingCodes.Unsupported => ErrorClass.Rejected,
        InferenceCodes.DeadlineExceeded or InferenceCodes.Cancelled => ErrorClass.Timeout,
        InferenceCodes.ModelFailed => ErrorClass.Model,
        _ => ErrorClass.Internal,
    };
}
