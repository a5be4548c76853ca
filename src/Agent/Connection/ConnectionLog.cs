using ControlPlane.Contracts.Agents;

namespace ControlPlane.AgentHost.Connection;

internal static partial class ConnectionLog
{
    [LoggerMessage(1600, LogLevel.Information, "Joined as {AgentId}, installation {ClusterId}, pool {Pool}")]
    public static partial void Joined(this ILogger logger, string agentId, string clusterId, string pool);

    [LoggerMessage(1601, LogLevel.Warning, "Joining did not succeed yet, next try in {Delay}: {Reason}")]
    public static partial void JoinFailed(this ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(1602, LogLevel.Information, "The credential is renewed and good until {ExpiresAt}; tables are signed by {Keys}")]
    public static partial void Renewed(this ILogger logger, DateTimeOffset expiresAt, string keys);

    [LoggerMessage(1603, LogLevel.Warning, "The credential could not be renewed in {Attempts} tries; serving goes on: {Reason}")]
    public static partial void RenewalFailed(this ILogger logger, int attempts, string reason);

    [LoggerMessage(1604, LogLevel.Error, "The credential is not renewed; serving goes on by the last table, but no change reaches this agent: {Reason}")]
    public static partial void RenewalRefused(this ILogger logger, string reason);

    [LoggerMessage(1610, LogLevel.Information, "Connected to the control plane, session {SessionId}, epoch {Epoch}")]
    public static partial void Connected(this ILogger logger, string sessionId, long epoch);

    [LoggerMessage(1611, LogLevel.Warning, "No connection to the control plane, serving goes on, next try in {Delay}: {Reason}")]
    public static partial void Disconnected(this ILogger logger, TimeSpan delay, string reason);

    [LoggerMessage(1612, LogLevel.Error, "Table {Position} is newer than anything the control plane knows; its database is older than the fleet")]
    public static partial void AheadOfControlPlane(this ILogger logger, TablePosition position);

    [LoggerMessage(1613, LogLevel.Information, "The control plane closes the connection: {Reason}")]
    public static partial void Goodbye(this ILogger logger, string reason);

    [LoggerMessage(1614, LogLevel.Warning, "Asking for the table failed, the one in force stays: {Reason}")]
    public static partial void PollFailed(this ILogger logger, string reason);
}
