using ControlPlane.Web.Realtime;

namespace ControlPlane.Web.Components.Live;

/// <summary>
/// A question a screen asks again whenever something it hears of changes, never more often than once per interval.
/// Keeps the last good answer, so that a failed refresh does not empty the screen. The answer changes only on the
/// renderer's thread, between two drawings: what one drawing reads twice is the same both times. Belongs to one component, which disposes it.
/// </summary>
/// <typeparam name="T">The answer, immutable.</typeparam>
public sealed class LiveQuery<T> : ILiveQuery, IDisposable
    where T : class
{
    // At most a fifth of the time goes into asking: a question that takes long, as of an installation with hundreds of endpoints, is asked more rarely.
    private const int RestPerAsking = 4;

    private readonly LiveQueries _owner;
    private readonly Func<CancellationToken, Task<T>> _ask;
    private readonly Func<Action, Task> _onRenderer;
    private readonly Action _redraw;
    private readonly TimeSpan _interval;
    private readonly CancellationTokenSource _ended = new();

    // Not disposed: an asking that is under way when the component goes still releases it, and it holds no handle.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private List<IDisposable> _held = [];
    private DateTimeOffset _notBefore;
    private int _rung;

    internal LiveQuery(LiveQueries owner, Func<CancellationToken, Task<T>> ask, Func<Action, Task> onRenderer, Action redraw, TimeSpan interval)
    {
        _owner = owner;
        _ask = ask;
        _onRenderer = onRenderer;
        _redraw = redraw;
        _interval = interval;
    }

    /// <summary>The last good answer; null while there is none.</summary>
    public T? Answer { get; private set; }

    /// <inheritdoc />
    public bool HasAnswer => Answer is not null;

    /// <inheritdoc />
    public string? Failure { get; private set; }

    /// <inheritdoc />
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Whether the view is held: rings are noted, not followed.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Asks again after changes of this kind.</summary>
    /// <param name="topic">What to hear about.</param>
    /// <param name="key">Only of this one thing; null for all.</param>
    public LiveQuery<T> HearOf(ChangeTopic topic, string? key = null)
    {
        _held.Add(_owner.Bell.Subscribe(topic, key, RingAsync));
        return this;
    }

    /// <summary>Asks again after this long even when nothing rings, because windows of time move on by themselves.</summary>
    public LiveQuery<T> AtLeastEvery(TimeSpan period)
    {
        _held.Add(_owner.Clock.CreateTimer(_ => _ = RingAsync(), null, period, period));
        return this;
    }

    /// <inheritdoc />
    public async Task AskAsync()
    {
        try
        {
            await _turn.WaitAsync(_ended.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        try
        {
            await AskInTurnAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Holds the view; what it shows stays as it is.</summary>
    public void Pause() => IsPaused = true;

    /// <summary>Follows changes again, beginning with the present.</summary>
    public Task ResumeAsync()
    {
        IsPaused = false;
        return AskAsync();
    }

    /// <summary>Follows nothing any more, because the answer is final; asking by hand still works.</summary>
    public void Rest()
    {
        foreach (var held in Interlocked.Exchange(ref _held, []))
            held.Dispose();
    }

    public void Dispose()
    {
        if (_ended.IsCancellationRequested)
            return;

        Rest();
        _ended.Cancel();
        _ended.Dispose();
    }

    private async Task RingAsync()
    {
        // One ring that waits for its time stands for all that come meanwhile.
        if (Interlocked.Exchange(ref _rung, 1) == 1)
            return;

        try
        {
            // The wait is before the turn, so that somebody who asks by hand never waits behind it.
            while (_notBefore - _owner.Clock.GetUtcNow() is { Ticks: > 0 } wait)
                await Task.Delay(wait, _owner.Clock, _ended.Token);

            Volatile.Write(ref _rung, 0);
            if (!IsPaused)
                await AskAsync();
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task AskInTurnAsync()
    {
        Action keep;
        var begin = _owner.Clock.GetUtcNow();
        try
        {
            var answer = await _ask(_ended.Token);
            _ended.Token.ThrowIfCancellationRequested();
            keep = () => Keep(answer);
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException && _ended.IsCancellationRequested)
        {
            return;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            var sentence = _owner.Report(typeof(T).Name, failure);
            keep = () => Failure = sentence;
        }

        var now = _owner.Clock.GetUtcNow();
        var rest = (now - begin) * RestPerAsking;
        _notBefore = now + (rest > _interval ? rest : _interval);
        await _onRenderer(() =>
        {
            keep();
            _redraw();
        });
    }

    private void Keep(T answer)
    {
        Answer = answer;
        AnsweredAt = _owner.Clock.GetUtcNow();
        Failure = null;
    }
}
