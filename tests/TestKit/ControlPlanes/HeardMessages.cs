using System.Collections.Concurrent;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Feedback;
using ControlPlane.Contracts.Telemetry;

namespace ControlPlane.TestKit.ControlPlanes;

/// <summary>What agents said to a <see cref="FakeControlPlane"/>, each kind in the order it came. Thread-safe.</summary>
public sealed class HeardMessages
{
    /// <summary>Requests to join.</summary>
    public ConcurrentQueue<JoinRequest> Joins { get; } = new();

    /// <summary>The <c>If-None-Match</c> of each poll.</summary>
    public ConcurrentQueue<string> Polls { get; } = new();

    /// <summary>First messages on a connection.</summary>
    public ConcurrentQueue<HelloReport> Hellos { get; } = new();

    /// <summary>Tables wholly in force.</summary>
    public ConcurrentQueue<AcknowledgeReport> Acknowledgements { get; } = new();

    /// <summary>Tables accepted and not yet wholly in force.</summary>
    public ConcurrentQueue<ProgressReport> Progress { get; } = new();

    /// <summary>Tables refused.</summary>
    public ConcurrentQueue<RefusalReport> Refusals { get; } = new();

    /// <summary>Guards that tripped.</summary>
    public ConcurrentQueue<TripReport> Trips { get; } = new();

    /// <summary>Heartbeats.</summary>
    public ConcurrentQueue<HeartbeatReport> Heartbeats { get; } = new();

    /// <summary>Batches on the hub.</summary>
    public ConcurrentQueue<TelemetryBatch> Telemetry { get; } = new();

    /// <summary>Batches over HTTP.</summary>
    public ConcurrentQueue<TelemetryBatch> Uploads { get; } = new();

    /// <summary>Samples of shadows.</summary>
    public ConcurrentQueue<ShadowSampleBatch> ShadowSamples { get; } = new();

    /// <summary>Feedback.</summary>
    public ConcurrentQueue<FeedbackBatch> Feedback { get; } = new();
}
