using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Data.Hosting;

/// <summary>What differs between kinds of databases when they are opened. Disposing it gives up what only one process may hold.</summary>
internal interface IDatabaseEngine : IDisposable
{
    /// <summary>Where the databases are, for people; without secrets.</summary>
    string Place { get; }

    /// <summary>Takes what only one process may hold, checks both databases, and brings them to this build's schema.</summary>
    /// <returns>A code of <see cref="DataRefusals"/>; nothing was changed then. Null when they are open.</returns>
    Task<Refusal?> OpenAsync(CancellationToken cancellationToken);
}
