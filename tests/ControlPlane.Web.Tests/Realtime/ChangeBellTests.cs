using ControlPlane.Web.Realtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace ControlPlane.Web.Tests.Realtime;

public sealed class ChangeBellTests
{
    private readonly ChangeBell _bell = new(NullLogger<ChangeBell>.Instance);

    [Theory]
    [InlineData("pets", "pets", true)]
    [InlineData("pets", "fraud", false)]
    [InlineData("pets", null, true)]
    [InlineData(null, "fraud", true)]
    public async Task Ring_KeysOfListenerAndChange_DecideWhoHears(string? subscribed, string? rung, bool isHeard)
    {
        var heard = new TaskCompletionSource();
        var sentinel = new TaskCompletionSource();
        using var listener = Listen(ChangeTopic.Endpoints, subscribed, heard);
        using var last = Listen(ChangeTopic.Models, null, sentinel);

        _bell.Ring(ChangeTopic.Endpoints, rung);
        _bell.Ring(ChangeTopic.Models, null);
        await sentinel.Task;
        if (isHeard)
            await heard.Task;

        Assert.Equal(isHeard, heard.Task.IsCompleted);
    }

    [Fact]
    public async Task Ring_ManyTimesWhileTheListenerIsBusy_CallsOnceMore()
    {
        var calls = 0;
        var isBusy = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        using var subscription = _bell.Subscribe(ChangeTopic.Agents, null, async () =>
        {
            if (++calls == 1)
            {
                isBusy.SetResult();
                await release.Task;
            }
            else
            {
                second.SetResult();
            }
        });

        _bell.Ring(ChangeTopic.Agents, "a");
        await isBusy.Task;
        for (var ring = 0; ring < 1_000; ring++)
            _bell.Ring(ChangeTopic.Agents, "a");
        release.SetResult();
        await second.Task;

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Ring_AfterAListenerThrew_CallsItAgain()
    {
        var calls = 0;
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        using var subscription = _bell.Subscribe(ChangeTopic.Agents, null, () =>
        {
            (++calls == 1 ? first : second).TrySetResult();
            throw new InvalidOperationException("The listener is broken.");
        });

        _bell.Ring(ChangeTopic.Agents, null);
        await first.Task;
        _bell.Ring(ChangeTopic.Agents, null);
        await second.Task;

        Assert.True(calls >= 2);
    }

    [Fact]
    public void Dispose_OfEverySubscription_LeavesNone()
    {
        var subscriptions = Enumerable.Range(0, 10).Select(_ => Listen(ChangeTopic.Telemetry, null, new TaskCompletionSource())).ToList();
        Assert.Equal(10, _bell.SubscriptionCount);

        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
            subscription.Dispose();
        }

        Assert.Equal(0, _bell.SubscriptionCount);
    }

    private IDisposable Listen(ChangeTopic topic, string? key, TaskCompletionSource heard) => _bell.Subscribe(topic, key, () =>
    {
        heard.TrySetResult();
        return Task.CompletedTask;
    });
}
