using ControlPlane.Demo.Users;

namespace ControlPlane.Demo.Tests.Users;

public sealed class FeedbackQueueTests
{
    private readonly FeedbackQueue _queue = new(capacity: 2);

    [Fact]
    public void TakeDue_BeforeTheTime_GivesNothing()
    {
        _queue.TryAdd(AFeedback("a"), TimeSpan.FromSeconds(5));

        Assert.Null(_queue.TakeDue(TimeSpan.FromSeconds(4.9)));
        Assert.Equal("a", _queue.TakeDue(TimeSpan.FromSeconds(5))?.Token);
        Assert.Null(_queue.TakeDue(TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void TakeDue_AddedLateButDueEarly_ComesFirst()
    {
        _queue.TryAdd(AFeedback("late"), TimeSpan.FromSeconds(5));
        _queue.TryAdd(AFeedback("early"), TimeSpan.FromSeconds(1));

        Assert.Equal("early", _queue.TakeDue(TimeSpan.FromSeconds(9))?.Token);
    }

    [Fact]
    public void TryAdd_Full_RefusesUntilThereIsRoom()
    {
        Assert.True(_queue.TryAdd(AFeedback("a"), TimeSpan.FromSeconds(1)));
        Assert.True(_queue.TryAdd(AFeedback("b"), TimeSpan.FromSeconds(1)));
        Assert.False(_queue.TryAdd(AFeedback("c"), TimeSpan.FromSeconds(1)));
        Assert.Equal(2, _queue.Count);

        _queue.TakeDue(TimeSpan.FromSeconds(1));

        Assert.True(_queue.TryAdd(AFeedback("d"), TimeSpan.FromSeconds(1)));
    }

    private static Feedback AFeedback(string token) => new("pets", token, "cat");
}
