using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Artifacts;
using ControlPlane.Data.Audit;
using ControlPlane.Data.Installations;
using ControlPlane.Data.Signing;
using ControlPlane.Data.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Data.Hosting;

/// <summary>
/// Opens the databases: checks both, brings them to this build's schema, and knows the installation and its keys.
/// Nothing else of this assembly may be used before. Singleton; disposing it frees the data folder, where the databases are files of it.
/// </summary>
public sealed class DatabaseStart : IDisposable
{
    private readonly IDatabaseEngine _engine;
    private readonly StateWriter _writer;
    private readonly IArtifactStore _artifacts;
    private readonly CurrentInstallation _current;
    private readonly SigningKeys _signing;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal DatabaseStart(IDatabaseEngine engine, StateWriter writer, IArtifactStore artifacts, CurrentInstallation current, SigningKeys signing, TimeProvider time, ILoggerFactory loggers)
    {
        _engine = engine;
        _writer = writer;
        _artifacts = artifacts;
        _current = current;
        _signing = signing;
        _time = time;
        _logger = loggers.CreateLogger<DatabaseStart>();
    }

    /// <summary>Opens them. Must not be called twice at once.</summary>
    /// <param name="seed">Makes the identity of a new installation; not called when there is one.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A code of <see cref="DataRefusals"/>; nothing was changed then.</returns>
    public async Task<Outcome<Installation>> OpenAsync(Func<InstallationSeed> seed, CancellationToken cancellationToken)
    {
        if (await _engine.OpenAsync(cancellationToken) is { } refusal)
        {
            Dispose();
            return refusal;
        }

        var installation = await _writer.RunAsync<Installation>(
            async (context, token) =>
            {
                var now = _time.GetUtcNow();
                var installation = await context.Installations.AsNoTracking().SingleOrDefaultAsync(token);
                if (installation is null)
                {
                    installation = Installation.Create(seed(), now);
                    context.Installations.Add(installation);
                }

                if (await new AuditStore(context).HeadAsync(token) is null)
                    context.Note(AuditDrafts.Beginning(installation.ClusterId, now));
                return installation;
            },
            cancellationToken);
        if (await _signing.OpenAsync(cancellationToken) is { } unsigned)
        {
            Dispose();
            return unsigned;
        }

        _artifacts.Prepare();
        _current.Set(installation.Value);
        _logger.Opened(_engine.Place, installation.Value.ClusterId, installation.Value.Epoch);
        return installation;
    }

    /// <inheritdoc />
    public void Dispose() => _engine.Dispose();
}
