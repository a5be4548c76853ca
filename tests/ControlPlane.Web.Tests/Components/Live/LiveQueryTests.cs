using ControlPlane.TestKit.Time;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Web.Tests.Components.Live;

public sealed class LiveQueryTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ManualTimeProvider _clock = new();
    private readonly ChangeBell _bell = new(NullLogger<ChangeBell>.Instance);
    private readonly SemaphoreSlim _answered = new(0);
    private readonly LiveQuery<string> _query;
    private int _asked;
    private Exception? _failure;
    private TimeSpan _takes;
    private bool _rendererIsBusy;
    private Action? _kept;

    public LiveQueryTests()
    {
        var queries = new LiveQueries(_bell, _clock, NullLogger<LiveQueries>.Instance);
        _query = queries.Prepare(Ask, OnRenderer, Redraw, Interval).HearOf(ChangeTopic.Endpoints, "pets");
    }

    public void Dispose()
    {
        _query.Dispose();
        _answered.Dispose();
    }

    [Fact]
    public async Task Ask_FirstTime_KeepsTheAnswerAndItsTime()
    {
        await _query.AskAsync();

        Assert.Equal("answer 1", _query.Answer);
        Assert.Equal(_clock.GetUtcNow(), _query.AnsweredAt);
    }

    [Fact]
    public async Task Ring_ThousandTimesWithinTheInterval_AsksOnceMore()
    {
        await AskFirstAsync();

        for (var i = 0; i < 1000; i++)
            _bell.Ring(ChangeTopic.Endpoints, "pets");
        await UntilTimerWaitsAsync();
        Assert.Equal(1, _asked);
        _clock.Advance(Interval);

        await NextAnswerAsync();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ring_AfterAnAskingThatTookLong_WaitsFourTimesAsLong()
    {
        _takes = TimeSpan.FromSeconds(1);
        await AskFirstAsync();
        _takes = TimeSpan.Zero;
        _bell.Ring(ChangeTopic.Endpoints, "pets");
        await UntilTimerWaitsAsync();

        _clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, _asked);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await NextAnswerAsync();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Rest_RingsAndTimeGoingBy_AskNothingMoreButAPersonMay()
    {
        _query.AtLeastEvery(TimeSpan.FromSeconds(2));
        await AskFirstAsync();

        _query.Rest();
        _bell.Ring(ChangeTopic.Endpoints, "pets");
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((1, 0, 0), (_asked, _bell.SubscriptionCount, _clock.WaitingTimers));
        await _query.AskAsync();
        Assert.Equal("answer 2", _query.Answer);
    }

    [Fact]
    public async Task Ask_WhileARingWaitsForItsTime_IsAnsweredAtOnce()
    {
        await AskFirstAsync();
        _bell.Ring(ChangeTopic.Endpoints, "pets");
        await UntilTimerWaitsAsync();

        await _query.AskAsync();

        Assert.Equal("answer 2", _query.Answer);
    }

    [Fact]
    public async Task Ring_OfAnotherThing_AsksNothing()
    {
        await AskFirstAsync();
        _clock.Advance(Interval);

        _bell.Ring(ChangeTopic.Endpoints, "fraud");
        _bell.Ring(ChangeTopic.Endpoints, "pets");
        await NextAnswerAsync();

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task Ask_Fails_KeepsTheLastAnswerAndSaysANumber()
    {
        await AskFirstAsync();
        _failure = new InvalidOperationException("disk gone");

        await _query.AskAsync();

        Assert.Equal("answer 1", _query.Answer);
        Assert.StartsWith("The control plane could not read this.", _query.Failure);
        Assert.DoesNotContain("disk gone", _query.Failure);
    }

    [Fact]
    public async Task Ask_SucceedsAfterFailure_ForgetsTheFailure()
    {
        _failure = new InvalidOperationException();
        await _query.AskAsync();
        _failure = null;

        await _query.AskAsync();

        Assert.Null(_query.Failure);
    }

    [Fact]
    public async Task Ask_ThePageIsBeingDrawn_ChangesNothingUntilThePageTakesTheAnswer()
    {
        await AskFirstAsync();
        _rendererIsBusy = true;

        await _query.AskAsync();

        Assert.Equal((2, "answer 1"), (_asked, _query.Answer));
        _kept!();
        Assert.Equal("answer 2", _query.Answer);
    }

    [Fact]
    public async Task Pause_Rung_HoldsTheViewUntilResumed()
    {
        await AskFirstAsync();
        _query.Pause();
        _clock.Advance(Interval);
        _bell.Ring(ChangeTopic.Endpoints, "pets");

        await _query.ResumeAsync();

        Assert.Equal(2, _asked);
    }

    [Fact]
    public async Task AtLeastEvery_NothingRings_AsksByItself()
    {
        _query.AtLeastEvery(TimeSpan.FromSeconds(5));
        await AskFirstAsync();

        _clock.Advance(TimeSpan.FromSeconds(5));

        await NextAnswerAsync();
        Assert.Equal(2, _asked);
    }

    [Fact]
    public void Dispose_Always_LeavesNoSubscription()
    {
        Assert.Equal(1, _bell.SubscriptionCount);

        _query.Dispose();

        Assert.Equal(0, _bell.SubscriptionCount);
    }

    private Task<string> Ask(CancellationToken cancellation)
    {
        _clock.Advance(_takes);
        return _failure is null ? Task.FromResult($"answer {++_asked}") : Task.FromException<string>(_failure);
    }

    private Task OnRenderer(Action keep)
    {
        if (_rendererIsBusy)
            _kept = keep;
        else
            keep();
        return Task.CompletedTask;
    }

    private void Redraw() => _answered.Release();

    private async Task AskFirstAsync()
    {
        await _query.AskAsync();
        await NextAnswerAsync();
    }

    private async Task NextAnswerAsync() => Assert.True(await _answered.WaitAsync(TimeSpan.FromSeconds(10)), "No answer came.");

    private async Task UntilTimerWaitsAsync()
    {
        while (_clock.WaitingTimers == 0)
            await Task.Yield();
    }
}
