using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.AgentHost.Telemetry;
using ControlPlane.AgentHost.Tracing;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Runs shadows on copies, counts what they do, and holds it against what callers were answered. Whatever happens here is the shadow's own affair. Thread-safe.</summary>
internal sealed class MirrorRunner(MirrorQueue queue, ShadowSampler samples, RequestSpans spans, MirrorLimits limits, TimeProvider time, ILogger<MirrorRunner> logger)
{
    /// <summary>Runs every shadow of a copy, or drops it when it is too old, and disposes of it.</summary>
    public void Run(MirrorCopy copy)
    {
        using (copy)
        {
            if (time.GetElapsedTime(copy.TakenAt) > limits.MaximumAge)
            {
                copy.CountDropped();
                return;
            }

            foreach (var shadow in copy.Shadows)
                RunSafely(shadow.Variant, copy);
        }
    }

    private void RunSafely(ServedVariant shadow, MirrorCopy copy)
    {
        var breaker = queue.Breakers.Of(shadow.Recorder.Key);
        if (!breaker.LetsIn(time) || !shadow.Model!.TryEnter())
        {
            // It failed on copies that were made before this one, or the table has moved on and released the version.
            shadow.Recorder.CopyDropped();
            return;
        }

        try
        {
            if (Run(shadow, copy) is { } error)
                Suspend(shadow, breaker, error);
            else if (breaker.Succeeded())
                logger.ShadowResumed(shadow.Recorder.Key.Endpoint, shadow.Routing.Name);
        }
        catch (Exception e)
        {
            logger.ShadowFailed(e, shadow.Recorder.Key.Endpoint, shadow.Routing.Name);
            shadow.Recorder.Failed(ErrorClass.Internal, copy.RuleIndex, copy.Answer.Attributes);
            Suspend(shadow, breaker, ErrorClass.Internal);
        }
        finally
        {
            shadow.Model.Exit();
        }
    }

    private ErrorClass? Run(ServedVariant shadow, MirrorCopy copy)
    {
        var model = shadow.Model!;
        var lane = model.Lanes.Rent();
        try
        {
            var startedAt = time.GetTimestamp();
            var refusal = MirrorBinder.Bind(copy, model.Signature, lane);
            var boundAt = time.GetTimestamp();
            refusal ??= lane.Run(limits.RunTimeout);
            var runTime = time.GetElapsedTime(boundAt);
            if (refusal is not null)
            {
                shadow.Recorder.Failed(ErrorOf(refusal.Code), copy.RuleIndex, copy.Answer.Attributes);
                spans.Shadowed(shadow, copy.Answer, time.GetElapsedTime(startedAt), refusal.Code);
                Compare(shadow, copy, refusal);
                return ErrorOf(refusal.Code);
            }

            var prediction = model.Predictions.Read(lane, HoldsNoNumber(lane));
            var elapsed = time.GetElapsedTime(startedAt);
            var ticks = elapsed.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);
            shadow.Recorder.Answered(ticks, prediction, copy.RuleIndex, copy.Answer.Attributes, cpuNanoseconds: lane.CpuNanoseconds);
            spans.Shadowed(shadow, copy.Answer, elapsed, code: null);
            Compare(shadow, copy, prediction, model.Predictions.Copy(lane), runTime);
            return null;
        }
        finally
        {
            model.Lanes.Return(lane);
        }
    }

    private void Compare(ServedVariant shadow, MirrorCopy copy, Refusal refusal)
    {
        var outcome = copy.Answer.Prediction.IsInvalid ? CopyOutcome.ChampionInvalid : CopyOutcome.Failed;
        var comparison = new CopyComparison { Outcome = outcome };
        shadow.Recorder.Compared(comparison);
        samples.Offer(shadow, copy.Answer, comparison, Prediction.None, refusal.Sentence);
    }

    private void Compare(ServedVariant shadow, MirrorCopy copy, in Prediction prediction, ReadOutput? output, TimeSpan runTime)
    {
        var (answer, predictions) = (copy.Answer, shadow.Model!.Predictions);
        var rows = answer.Prediction.IsInvalid || prediction.IsInvalid ? null : AnswerComparer.Compare(answer, predictions, prediction, output);
        var comparison = new CopyComparison
        {
            Outcome = answer.Prediction.IsInvalid ? CopyOutcome.ChampionInvalid : rows is null ? CopyOutcome.Invalid : CopyOutcome.Pair,
            Rows = rows ?? [],
            Slower = runTime - answer.RunTime,
            Segments = answer.Attributes.SegmentsFor(shadow.Recorder),
        };
        shadow.Recorder.Compared(comparison);
        samples.Offer(shadow, answer, comparison, prediction, output);
    }

    private void Suspend(ServedVariant shadow, MirrorBreaker breaker, ErrorClass error)
    {
        if (breaker.Failed(error == ErrorClass.Timeout, time))
            logger.ShadowSuspended(shadow.Recorder.Key.Endpoint, shadow.Routing.Name, breaker.Failures, breaker.OpenFor.TotalSeconds);
    }

    private static ErrorClass ErrorOf(string code) => code switch
    {
        ServingCodes.TensorMismatch => ErrorClass.Rejected,
        InferenceCodes.DeadlineExceeded => ErrorClass.Timeout,
        _ => ErrorClass.Model,
    };

    private static bool HoldsNoNumber(InferenceLane lane)
    {
        foreach (var output in lane.Outputs)
        {
            var type = output.Signature.ElementType;
            for (var i = 0; TensorElements.IsFloatingPoint(type) && i < output.ElementCount; i++)
            {
                if (!TensorElements.IsFinite(output.Bytes, type, i))
                    return true;
            }
        }

        return false;
    }
}
