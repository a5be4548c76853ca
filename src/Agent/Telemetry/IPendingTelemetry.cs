namespace ControlPlane.AgentHost.Telemetry;

/// <summary>Whether telemetry is on its way or stuck. Thread-safe.</summary>
internal interface IPendingTelemetry
{
    /// <summary>How long ago the oldest bucket began that is not yet acknowledged; zero when none waits.</summary>
    TimeSpan OldestAge { get; }
}
