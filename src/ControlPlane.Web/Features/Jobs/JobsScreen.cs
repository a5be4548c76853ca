using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Jobs;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>What the page of batch jobs shows. Immutable.</summary>
/// <param name="Jobs">Newest first.</param>
/// <param name="Endpoints">That could run one, by name.</param>
public sealed record JobsScreen(IReadOnlyList<BatchJob> Jobs, IReadOnlyList<EndpointRow> Endpoints);
