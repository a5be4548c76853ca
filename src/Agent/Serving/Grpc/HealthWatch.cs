using ControlPlane.AgentHost.Serving.Grpc.Messages;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Serving.Grpc;

/// <summary>Tells a caller of a service's health at once and after each change, until the caller ends it. Thread-safe.</summary>
internal sealed class HealthWatch(GrpcDescriptions descriptions, TimeProvider time)
{
    // A table takes effect within a moment, and so should this; looking costs next to nothing.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);

    /// <summary>Sends until the caller has gone.</summary>
    public async ValueTask<Refusal?> WatchAsync(Exchange exchange, string service)
    {
        using var timer = new PeriodicTimer(Interval, time);
        HealthCheckResponse.Types.ServingStatus? told = null;
        do
        {
            var status = descriptions.StatusOf(service);
            if (status == told)
                continue;
            await GrpcApplication.SendAsync(exchange, GrpcFrame.Of(new HealthCheckResponse { Status = status })).ConfigureAwait(false);
            told = status;
        }
        while (await timer.WaitForNextTickAsync(exchange.Aborted).ConfigureAwait(false));

        return null;
    }
}
