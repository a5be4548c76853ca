using System.Diagnostics;
using ControlPlane.AgentHost.Inference;
using ControlPlane.AgentHost.Routing;
using ControlPlane.AgentHost.Serving;
using ControlPlane.Contracts.Routing;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.AgentHost.Mirroring;

/// <summary>Runs shadows on copies and counts what they do. Whatever happens here is the shadow's own affair. Thread-safe.</summary>
internal sealed class MirrorRunner(MirrorLimits limits, TimeProvider time, ILogger<MirrorRunner> logger)
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
        if (!shadow.Model!.TryEnter())
        {
            // The table has moved on and released the version.
            shadow.Recorder.CopyDropped();
            return;
        }

        try
        {
            Run(shadow, copy);
        }
        catch (Exception e)
        {
            logger.ShadowFailed(e, shadow.Recorder.Key.Endpoint, shadow.Routing.Name);
            shadow.Recorder.Failed(ErrorClass.Internal, copy.RuleIndex, NoAttributes.Instance);
        }
        finally
        {
            shadow.Model.Exit();
        }
    }

    private void Run(ServedVariant shadow, MirrorCopy copy)
    {
        var model = shadow.Model!;
        var lane = model.Lanes.Rent();
        try
        {
            var startedAt = time.GetTimestamp();
            if ((MirrorBinder.Bind(copy, model.Signature, lane) ?? lane.Run(limits.RunTimeout)) is { } refusal)
            {
                shadow.Recorder.Failed(ErrorOf(refusal.Code), copy.RuleIndex, NoAttributes.Instance);
                return;
            }

            var prediction = model.Predictions.Read(lane, HoldsNoNumber(lane));
            var ticks = time.GetElapsedTime(startedAt).Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond);
            shadow.Recorder.Answered(ticks, prediction, copy.RuleIndex, NoAttributes.Instance);
        }
        finally
        {
            model.Lanes.Return(lane);
        }
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

    /// <summary>Headers and parameters are not copied, so segments of shadows are not counted.</summary>
    private sealed class NoAttributes : IRequestAttributes
    {
        public static NoAttributes Instance { get; } = new();

        public string? Find(string attribute) => null;
    }
}
