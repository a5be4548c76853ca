using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Agents;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Contracts.Routing;

namespace ControlPlane.AgentHost.Routing;

/// <summary>One version's way from its name to a warm model. Written by its own task, read by anyone.</summary>
internal sealed class Preparation(PreparedVersion version) : IProgress<long>, IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();
    private long _fetchedBytes;
    private volatile PreparationStatus _status = new(version, PreparationState.Fetching);
    private volatile bool _isSettledLocally;

    /// <summary>What the table says about it.</summary>
    public PreparedVersion Version { get; } = version;

    /// <summary>Signalled when nobody wants it any more.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The task that prepares it.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>True once nothing more can be done for it without the network.</summary>
    public bool IsSettledLocally => _isSettledLocally;

    /// <summary>How far it is.</summary>
    public PreparationStatus Status => _status with { FetchedBytes = Interlocked.Read(ref _fetchedBytes) };

    /// <summary>Whether it prepares exactly this: same file, read in the same way, run in the same place.</summary>
    public bool IsFor(PreparedVersion other) =>
        Version.Model == other.Model
        && Version.Version == other.Version
        && Version.Digest == other.Digest
        && Version.SizeBytes == other.SizeBytes
        && Version.Isolation == other.Isolation
        && Version.Golden == other.Golden
        && Version.Reading.Output == other.Reading.Output
        && Version.Reading.Kind == other.Reading.Kind
        && Version.Reading.PositiveClass == other.Reading.PositiveClass
        && Version.Reading.ClassNames.SequenceEqual(other.Reading.ClassNames, StringComparer.Ordinal);

    /// <inheritdoc />
    public void Report(long value) => Interlocked.Exchange(ref _fetchedBytes, value);

    public void WaitForNetwork() => _isSettledLocally = true;

    public void BeginLoading()
    {
        Report(Version.SizeBytes);

        // One that was refused stays so until it is ready: its traffic must not wait for another try.
        if (_status.State != PreparationState.Refused)
            _status = new PreparationStatus(Version, PreparationState.Loading);
    }

    public void Finish(LoadedModel model)
    {
        _status = new PreparationStatus(Version, PreparationState.Ready, Model: model);
        _isSettledLocally = true;
    }

    public void Refuse(Refusal refusal)
    {
        _status = new PreparationStatus(Version, PreparationState.Refused, Refusal: refusal);
        _isSettledLocally = true;
    }

    /// <summary>Ends the work, waits for it and releases the model when nobody uses it any more.</summary>
    public async Task RetireAsync()
    {
        // At once and not on the pool: a newer preparation may wait for the same file.
        _cancelled.Cancel();
        await Work;
        if (_status.Model is { } model)
            await model.DisposeAsync();
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _cancelled.Dispose();
}
