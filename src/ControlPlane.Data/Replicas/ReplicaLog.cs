using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Replicas;

internal static partial class ReplicaLog
{
    [LoggerMessage(1750, LogLevel.Information, "Replica {Replica} leads in term {Epoch}.")]
    public static partial void Leads(this ILogger logger, string replica, long epoch);

    [LoggerMessage(1751, LogLevel.Warning, "Replica {Replica} no longer leads (term {Epoch}): {Leader} leads in term {NewEpoch}. What it decides from here on is refused.")]
    public static partial void StoppedLeading(this ILogger logger, string replica, long epoch, string leader, long newEpoch);

    [LoggerMessage(1752, LogLevel.Information, "Replica {Replica} serves; {Leader} leads in term {Epoch}.")]
    public static partial void Follows(this ILogger logger, string replica, string leader, long epoch);
}
