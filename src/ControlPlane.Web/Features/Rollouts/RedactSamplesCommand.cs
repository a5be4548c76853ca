using ControlPlane.Data.Shadows;
using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Features.Rollouts;

/// <summary>Removes the recorded outputs of an endpoint's single requests for good; labels, numbers and counts stay. A singleton, thread-safe.</summary>
public sealed class RedactSamplesCommand(ShadowSampleStore samples, ChangeBell bell)
{
    /// <summary>Removes them.</summary>
    /// <param name="endpoint">Name of the endpoint.</param>
    /// <param name="requestId">The request; null means all.</param>
    /// <param name="cancellation">Gives up before the write.</param>
    /// <returns>From how many requests outputs were removed.</returns>
    public async Task<int> RunAsync(string endpoint, string? requestId, CancellationToken cancellation)
    {
        var removed = await samples.RedactAsync(endpoint, requestId, cancellation);
        bell.Ring(ChangeTopic.Telemetry, endpoint);
        return removed;
    }
}
