using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Endpoints;

namespace ControlPlane.Web.Features.Endpoints;

/// <summary>What a command needs of the database while it decides about one endpoint; inside one unit of the writer.</summary>
public sealed class EndpointUnit(StateContext context)
{
    public EndpointStore Endpoints { get; } = new(context);

    public ModelStore Models { get; } = new(context);

    /// <summary>The endpoint, if it is there and still what the caller saw.</summary>
    /// <returns>Refusals: <see cref="EndpointRefusals.NotFound"/>, <see cref="EndpointRefusals.ChangedMeanwhile"/>.</returns>
    public async Task<Outcome<InferenceEndpoint>> LoadAsync(string name, long? expectedVersion, CancellationToken cancellation)
    {
        if (await Endpoints.FindAsync(name, cancellation) is not { } endpoint)
            return NotFound(name);
        return endpoint.CheckUnchanged(expectedVersion) is { } refusal ? refusal : endpoint;
    }

    public static Refusal NotFound(string name) => new(EndpointRefusals.NotFound, $"There is no endpoint '{name}'.");
}
