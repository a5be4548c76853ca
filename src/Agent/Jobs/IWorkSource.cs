using ControlPlane.Contracts.Jobs;

namespace ControlPlane.AgentHost.Jobs;

/// <summary>Where rows of batch jobs come from.</summary>
internal interface IWorkSource
{
    /// <summary>Asks for work.</summary>
    /// <exception cref="HttpRequestException">There was no answer, or none that makes sense.</exception>
    Task<WorkAnswer> AskAsync(WorkRequest request, CancellationToken cancellationToken);

    /// <summary>Asks for more time.</summary>
    /// <returns>False when the lease is over: somebody else has the chunk, or the job has ended.</returns>
    /// <exception cref="HttpRequestException">There was no answer, or none that makes sense.</exception>
    Task<bool> RenewAsync(LeaseRenewal renewal, CancellationToken cancellationToken);

    /// <summary>Hands results in.</summary>
    /// <returns>False when the lease is over, so that they are not wanted.</returns>
    /// <exception cref="HttpRequestException">There was no answer, or none that makes sense.</exception>
    Task<bool> ReportAsync(ChunkReport report, CancellationToken cancellationToken);
}
