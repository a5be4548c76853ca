namespace ControlPlane.AgentHost.Connection;

/// <summary>Where the pool's table can be asked for.</summary>
internal interface ITableSource
{
    /// <summary>Asks for the table.</summary>
    /// <param name="knownDigest">The digest in force; null when there is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The table; null when the known one is still the newest or none exists.</returns>
    /// <exception cref="HttpRequestException">There was no answer, or none that makes sense.</exception>
    Task<PolledTable?> PollAsync(string? knownDigest, CancellationToken cancellationToken);
}
