namespace ControlPlane.Data.Telemetry;

/// <summary>Codes of refusals about measurements. Stable.</summary>
public static class TelemetryRefusals
{
    /// <summary>A batch holds what no agent of this build sends.</summary>
    public const string Invalid = "telemetry_invalid";
}
