using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>How far one version is, as of one moment. Immutable.</summary>
/// <param name="Version">What the table says about it.</param>
/// <param name="State">How far.</param>
/// <param name="Model">Null unless it is ready.</param>
/// <param name="Refusal">Null unless it is refused.</param>
/// <param name="FetchedBytes">Bytes on this disk.</param>
internal sealed record PreparationStatus(
    PreparedVersion Version,
    PreparationState State,
    LoadedModel? Model = null,
    Refusal? Refusal = null,
    long FetchedBytes = 0)
{
    // All versions travel in one hub message, which is bounded.
    private const int LongestReason = 200;

    /// <summary>As it is reported.</summary>
    public LoadedVersion ToReport() => new()
    {
        Model = Version.Model,
        Version = Version.Version,
        Digest = Version.Digest,
        State = State,
        RefusalCode = Refusal?.Code,
        Reason = Refusal is { Sentence.Length: > LongestReason } ? Refusal.Sentence[..LongestReason] : Refusal?.Sentence,
        LoadMilliseconds = Model?.LoadTime.TotalMilliseconds,
        MemoryBytes = Model?.MemoryBytes,
        FetchedBytes = FetchedBytes,
        Worker = Model?.Worker is { } worker
            ? new WorkerReport { IsUp = worker.IsUp, Ends = worker.Ends, LastEnd = worker.LastEnd, LastEndAt = worker.LastEndAt }
            : null,
    };
}
