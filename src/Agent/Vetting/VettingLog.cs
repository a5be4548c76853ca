namespace ControlPlane.AgentHost.Vetting;

internal static partial class VettingLog
{
    [LoggerMessage(1695, LogLevel.Information, "{Model} v{Version} was tried in a process of its own: {Verdict} (held by: {Sandbox})")]
    public static partial void Vetted(this ILogger logger, string model, int version, string verdict, string sandbox);
}
