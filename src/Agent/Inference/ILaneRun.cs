using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Inference;

/// <summary>What runs the calls of a lane, here or in another process. One call at a time; belongs to its lane.</summary>
internal interface ILaneRun : IDisposable
{
    /// <summary>Bytes of native memory held beside the lane's own.</summary>
    long HeldBytes { get; }

    /// <summary>Runs the model on what the inputs hold; the outputs show what it gave.</summary>
    /// <param name="inputs">Of the lane, in the order of the signature.</param>
    /// <param name="outputs">Of the lane, in the order of the signature.</param>
    /// <param name="remaining">How long it may take; null without a limit.</param>
    /// <param name="caller">Ends the run when the caller goes away.</param>
    /// <param name="cpuNanoseconds">See <see cref="InferenceLane.CpuNanoseconds"/>.</param>
    /// <returns>Null, or why there is no answer, under a code of <see cref="InferenceCodes"/>.</returns>
    Refusal? Run(LaneInput[] inputs, LaneOutput[] outputs, TimeSpan? remaining, CancellationToken caller, out long cpuNanoseconds);

    /// <summary>Memory of an input or an output lies elsewhere now.</summary>
    void MemoryMoved();
}
