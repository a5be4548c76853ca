using System.Diagnostics;
using System.Runtime.CompilerServices;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Inference.Batching;
using ControlPlane.AgentHost.Mirroring;
using ControlPlane.AgentHost.Requests;
using ControlPlane.AgentHost.Serving.Json;
using ControlPlane.AgentHost.Statistics;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Serving;

/// <summary>
/// Answers inference requests whose body is in, in any form: read, route, run, write, count.
/// All on the calling thread, but for a run together with others, which is waited for without one. Singleton, thread-safe.
/// </summary>
internal sealed partial class InferHandler(RequestRouter router, AnswerHeaders headers, Mirror mirror, RequestTrail trail, RequestIdSource ids, LongRuns longRuns, TimeProvider time)
{
    /// <summary>Puts the answer into the workspace and its headers into the exchange.</summary>
    /// <returns>Null, or why there is no answer.</returns>
    public ValueTask<Refusal?> AnswerAsync(Exchange exchange, InferWorkspace workspace, IInferForm form, ReadOnlyMemory<byte> body)
    {
        var clock = new StageClock(time, exchange.StartedAt);
        var times = new StageTimes { Queue = clock.Lap() };
        workspace.Begin(exchange.RequestHeaders);
        var malformed = workspace.TakeRequestId(exchange.RequestHeaders, ids) ?? form.Read(exchange, workspace, body);
        if (router.Route(exchange, workspace, out var routed) is { } unrouted)
            return ValueTask.FromResult<Refusal?>(unrouted);

        exchange.IsRouted = true;
        if (exchange.IsBatch)
            routed = routed.Uncounted();
        routed.DivertedFrom?.Diverted();
        InferenceLane? lane = null;
        var isWaiting = false;
        try
        {
            var refusal = malformed ?? (routed.Constant is { } constant
                ? AnswerConstant(exchange, workspace, form, routed, constant)
                : Prepare(workspace, routed, ref lane));
            if (refusal is null && lane is not null)
            {
                times = times with { Input = clock.Lap() };
                if (KeptAnswers.TryShow(workspace, routed, lane, time))
                {
                    Write(exchange, workspace, form, routed, lane, clock, times with { Infer = clock.Lap() });
                    return ValueTask.FromResult<Refusal?>(null);
                }

                // A batch request has a thread of its own, of a priority that no live one should share.
                isWaiting = !exchange.IsBatch && routed.Model!.Batcher?.Takes(lane) == true && routed.Model.RunTimes.Average >= Batcher.ShortestRun;
                if (isWaiting)
                    return FinishTogetherAsync(exchange, workspace, form, routed, lane, clock, times);
                refusal = Finish(exchange, workspace, form, routed, lane, clock, times);
            }

            if (refusal is { Code: InferenceCodes.WorkerLost })
                refusal = AnswerWithoutLost(exchange, workspace, form, routed, refusal);
            else if (refusal is not null)
                CountFailed(exchange, workspace, routed, refusal.Code);
            return ValueTask.FromResult(refusal);
        }
        catch
        {
            CountFailed(exchange, workspace, routed, ServingCodes.Internal);
            throw;
        }
        finally
        {
            if (!isWaiting)
                Leave(routed, lane);
        }
    }

    private static Refusal? Prepare(InferWorkspace workspace, in RoutedRequest routed, ref InferenceLane? lane)
    {
        var model = routed.Model!;
        if (OutputSelection.Select(workspace, model.Signature) is { } unknown)
            return unknown;

        lane = model.Lanes.Rent();
        if (InferRequestBinder.Bind(workspace.Request, model.Signature, lane) is { } mismatch)
            return mismatch;
        routed.Recorder?.Features.Observe(lane.Inputs, workspace.Attributes);
        return null;
    }

    private static Refusal? AnswerConstant(Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest routed, byte[] constant)
    {
        if (form.WriteConstant(exchange, workspace, constant) is { } refusal)
            return refusal;
        AnswerHeaders.WriteConstant(exchange, routed);
        return null;
    }

    private Refusal? Finish(
        Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest routed, InferenceLane lane, StageClock clock, StageTimes times)
    {
        var model = routed.Model!;
        if (WhyTooLate(workspace, times, out var remaining) is { } tooLate)
            return tooLate;

        // A short run is over before anything could end it.
        var failure = lane.Run(remaining, model.RunTimes.Average > LongRuns.LongRun ? exchange.Aborted : default);
        times = times with { Infer = clock.Lap() };
        model.RunTimes.Add(times.Infer);
        if (failure is not null)
            return failure;

        lane.ExecutedRows = lane.RowCount;
        KeptAnswers.Keep(workspace, routed, lane);
        Write(exchange, workspace, form, routed, lane, clock, times);
        return null;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Refusal?> FinishTogetherAsync(
        Exchange exchange, InferWorkspace workspace, IInferForm form, RoutedRequest routed, InferenceLane lane, StageClock clock, StageTimes times)
    {
        try
        {
            var refusal = WhyTooLate(workspace, times, out var remaining);
            if (refusal is null)
            {
                var isLong = routed.Model!.RunTimes.Average > LongRuns.LongRun;
                refusal = await routed.Model.Batcher!.RunAsync(lane, remaining, isLong ? longRuns : TaskScheduler.Default, isLong ? exchange.Aborted : default).ConfigureAwait(false);
            }

            times = times with { Infer = clock.Lap() };
            if (refusal is null)
            {
                KeptAnswers.Keep(workspace, routed, lane);
                Write(exchange, workspace, form, routed, lane, clock, times);
            }
            else if (refusal.Code == InferenceCodes.WorkerLost)
            {
                refusal = AnswerWithoutLost(exchange, workspace, form, routed, refusal);
            }
            else
            {
                CountFailed(exchange, workspace, routed, refusal.Code);
            }

            return refusal;
        }
        catch
        {
            CountFailed(exchange, workspace, routed, ServingCodes.Internal);
            throw;
        }
        finally
        {
            Leave(routed, lane);
        }
    }

    private void Write(
        Exchange exchange, InferWorkspace workspace, IInferForm form, in RoutedRequest routed, InferenceLane lane, StageClock clock, StageTimes times)
    {
        var isInvalid = form.Write(exchange, workspace, routed, lane);
        var prediction = routed.Model!.Predictions.Read(lane, isInvalid);
        headers.Write(exchange, workspace, routed, prediction);
        times = times with { Output = clock.Lap() };
        routed.Recorder?.Answered(StopwatchTicksOf(times.Total), prediction, routed.Selection!.Value.Rule, workspace.Attributes, routed.Cell, lane.CpuNanoseconds);
        routed.Statistics?.Answered(times, lane.RowCount, lane.ExecutedRows, time.GetUtcNow());
        var trace = trail.Answered(exchange, workspace, routed, lane, times, prediction);
        if (exchange.IsBatch)
            return;
        mirror.Copy(routed, lane, prediction, times.Infer, workspace.RequestId, workspace.Attributes, trace);
    }

    private static Refusal? WhyTooLate(InferWorkspace workspace, in StageTimes times, out TimeSpan? remaining)
    {
        remaining = workspace.Request.Timeout - times.Total;
        return remaining <= TimeSpan.Zero
            ? new Refusal(InferenceCodes.DeadlineExceeded, $"the timeout of {workspace.Request.Timeout!.Value.TotalMicroseconds:0} µs passed before the model could run")
            : null;
    }

    private static void Leave(in RoutedRequest routed, InferenceLane? lane)
    {
        if (lane is not null)
            routed.Model!.Lanes.Return(lane);
        routed.Model?.Exit();
    }

    private void CountFailed(Exchange exchange, InferWorkspace workspace, in RoutedRequest routed, string code)
    {
        var elapsed = time.GetElapsedTime(exchange.StartedAt);
        routed.Recorder?.Failed(ErrorOf(code), routed.Selection!.Value.Rule, workspace.Attributes, routed.Cell);
        routed.Statistics?.Failed(elapsed);
        trail.Failed(exchange, workspace, routed, code, elapsed);
    }

    private static long StopwatchTicksOf(TimeSpan elapsed) => elapsed.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);

    private static ErrorClass ErrorOf(string code) => code switch
    {
        ServingCodes.Malformed or ServingCodes.TensorMismatch or ServingCodes.Unsupported => ErrorClass.Rejected,
        InferenceCodes.DeadlineExceeded or InferenceCodes.Cancelled => ErrorClass.Timeout,
        InferenceCodes.ModelFailed or InferenceCodes.WorkerLost => ErrorClass.Model,
        _ => ErrorClass.Internal,
    };
}
