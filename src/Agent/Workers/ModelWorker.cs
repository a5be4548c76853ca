using System.Text.Json;
using ControlPlane.AgentHost.Connection;
using ControlPlane.AgentHost.Hosting;
using ControlPlane.AgentHost.Inference;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.AgentHost.Workers;

/// <summary>A model that runs in a process of its own, which is started again when it ends, after a growing delay. Thread-safe.</summary>
internal sealed class ModelWorker : IModelRuntime
{
    /// <summary>A run that takes longer hangs, unless runs of the model usually take long.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(30);

    private const int TimesAverage = 10;

    // Whoever lives for so long has recovered.
    private static readonly TimeSpan Recovered = TimeSpan.FromMinutes(1);

    private readonly WorkerLaunch _launch;
    private readonly WorkerProcess _first;
    private readonly RunTimes _runTimes;
    private readonly BackoffPolicy _backoff;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _longestRun;
    private volatile WorkerProcess? _current;
    private volatile WorkerStatus _status;
    private Task _keeping = Task.CompletedTask;

    /// <summary>Over a process that is ready; <see cref="Keep"/> begins to watch it.</summary>
    public ModelWorker(WorkerLaunch launch, WorkerProcess first, ModelSignature signature, RunTimes runTimes, WorkerSettings settings, ILogger logger)
    {
        (_launch, _first, _current, Signature, _runTimes, _logger) = (launch, first, first, signature, runTimes, logger);
        (_backoff, _time, _longestRun) = (settings.Backoff, settings.Time, settings.LongestRun);
        _status = new WorkerStatus(IsUp: true, first.Id, Ends: 0, LastEnd: null, LastEndAt: null);
    }

    /// <summary>Measures.</summary>
    public TimeProvider Time => _time;

    /// <summary>What the model takes and gives.</summary>
    public ModelSignature Signature { get; }

    /// <inheritdoc />
    public int SessionCount => _first.Ready.Sessions;

    /// <inheritdoc />
    public WorkerStatus Worker => _status;

    /// <summary>The process that answers; null while there is none.</summary>
    public WorkerProcess? Current => _current;

    /// <summary>After what time a run counts as one that hangs.</summary>
    public TimeSpan RunLimit => _runTimes.Average * TimesAverage is var usual && usual > _longestRun ? usual : _longestRun;

    /// <inheritdoc />
    public InferenceLane CreateLane(int session) => new(new WorkerRun(this), Signature, session);

    /// <summary>Why a call has no answer.</summary>
    public Refusal Lost() => new(
        InferenceCodes.WorkerLost, $"The process of {_launch.Name} ended and is started again; come back in a moment.");

    /// <summary>Begins to start it again whenever it ends.</summary>
    public ModelWorker Keep()
    {
        _keeping = KeepAsync();
        return this;
    }

    /// <summary>Ends it for good.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _current?.Kill("nobody needs it any more");
        _keeping.GetAwaiter().GetResult();
        _stopping.Dispose();
    }

    private async Task KeepAsync()
    {
        var process = _first;
        for (var attempt = 0; ;)
        {
            var startedAt = _time.GetTimestamp();
            var end = await process.AwaitEndAsync().ConfigureAwait(false);
            _current = null;
            process.Dispose();
            if (_stopping.IsCancellationRequested)
                return;

            attempt = _time.GetElapsedTime(startedAt) > Recovered ? 0 : attempt;
            _status = _status with { IsUp = false, Ends = _status.Ends + 1, LastEnd = end, LastEndAt = _time.GetUtcNow() };
            _logger.WorkerEnded(_launch.Version.Model, _launch.Version.Version, process.Id, end);
            if (await StartAgainAsync(attempt).ConfigureAwait(false) is not { } next)
                return;
            attempt = next.Attempt + 1;
            process = next.Process;
        }
    }

    // Null when it is not needed any more.
    private async Task<(WorkerProcess Process, int Attempt)?> StartAgainAsync(int attempt)
    {
        for (; ; attempt++)
        {
            try
            {
                // The first time at once: most ends are alone.
                if (attempt > 0)
                    await Task.Delay(_backoff.DelayOf(attempt - 1), _time, _stopping.Token).ConfigureAwait(false);
                var started = await WorkerProcess.StartAsync(_launch, _stopping.Token).ConfigureAwait(false);
                if (started.IsAccepted && IsSame(started.Value.Ready))
                {
                    (_current, _status) = (started.Value, _status with { IsUp = true, ProcessId = started.Value.Id });
                    _logger.WorkerBack(_launch.Version.Model, _launch.Version.Version, started.Value.Id);
                    return (started.Value, attempt);
                }

                if (started.IsAccepted)
                    started.Value.Dispose();
                _logger.WorkerNotBack(
                    _launch.Version.Model, _launch.Version.Version, started.IsAccepted ? "it declares other inputs or outputs than before" : started.Refusal.Sentence);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    // Lanes are laid out for what the first one said.
    private bool IsSame(WorkerReady ready) => Declared(ready) == Declared(_first.Ready);

    private static string Declared(WorkerReady ready) => JsonSerializer.Serialize(
        new WorkerReady { Inputs = ready.Inputs, Outputs = ready.Outputs }, AgentJsonContext.Default.WorkerReady);
}
