using ControlPlane.AgentHost.Telemetry;

namespace ControlPlane.AgentHost.Tests.Fakes;

/// <summary>Telemetry that is as old as it is told.</summary>
internal sealed class FakePendingTelemetry : IPendingTelemetry
{
    public TimeSpan OldestAge { get; set; }
}
