namespace ControlPlane.AgentHost.Statistics;

/// <summary>How long a request spent where. They add up to its latency.</summary>
/// <param name="Queue">From its arrival until work on it began, with the reception of its body.</param>
/// <param name="Input">Reading it, choosing who answers, filling the inputs.</param>
/// <param name="Infer">The run of the model, with the wait for a batch to run.</param>
/// <param name="Output">Writing the answer.</param>
internal readonly record struct StageTimes(TimeSpan Queue, TimeSpan Input, TimeSpan Infer, TimeSpan Output)
{
    /// <summary>From its arrival to its answer.</summary>
    public TimeSpan Total => Queue + Input + Infer + Output;
}
