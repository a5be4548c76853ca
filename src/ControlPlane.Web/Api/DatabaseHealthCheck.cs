using ControlPlane.Data.Routing;
using ControlPlane.Data.Writing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ControlPlane.Web.Api;

/// <summary>Ready means: decisions can be read, and the queue of writes is not full.</summary>
internal sealed class DatabaseHealthCheck(RoutingTableQueries tables, StateWriter writer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (writer.LostSince is { } lost)
            return HealthCheckResult.Unhealthy($"The server of the database has not been reached since {lost:yyyy-MM-dd HH:mm:ss} UTC; nothing can be changed.");
        var known = await tables.ListNewestAsync(cancellationToken);
        if (writer.FullSince is { } since)
            return HealthCheckResult.Degraded($"The disk has been full since {since:yyyy-MM-dd HH:mm:ss} UTC; nothing can be changed.");
        return writer.Depth < WriterQueue<Data.StateContext>.Capacity
            ? HealthCheckResult.Healthy($"{known.Count} pools have a table, {writer.Depth} changes wait.")
            : HealthCheckResult.Unhealthy($"{writer.Depth} changes wait for the disk.");
    }
}
