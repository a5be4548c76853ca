using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>Makes a verified file ready to answer; refusals carry a code of <see cref="RefusalCodes"/>.</summary>
internal delegate Task<Outcome<LoadedModel>> VersionLoading(string path, PreparedVersion version, string? golden, CancellationToken cancellationToken);
