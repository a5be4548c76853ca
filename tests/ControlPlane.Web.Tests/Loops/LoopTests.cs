using ControlPlane.Data;
using ControlPlane.Data.Agents;
using ControlPlane.Data.Requests;
using ControlPlane.Data.Writing;
using ControlPlane.TestKit.Time;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Web.Tests.Loops;

[Trait("Category", "Slow")]
public sealed class LoopTests
{
    [Fact]
    public async Task Silence_OfAnAgentForFifteenSeconds_IsTold()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        await using var agent = await host.JoinAsync();
        await agent.ConnectAsync();
        var lost = new TaskCompletionSource();
        using var subscription = host.Get<ChangeBell>().Subscribe(ChangeTopic.Agents, agent.Membership.AgentId, async () =>
        {
            var shown = await host.GetJsonAsync($"api/v1/agents/{agent.Membership.AgentId}");
            if (shown.GetProperty("state").GetString() == "lost")
                lost.TrySetResult();
        });

        // The loop may have begun to sleep after the first step, so the clock goes on until it noticed.
        while (!lost.Task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }

        Assert.Equal(0, host.Get<AgentPresence>().PresentCount);
    }

    [Fact]
    public void TakeLost_NamesEachSilentAgentOnceAndNeverOneThatSpoke()
    {
        var clock = new ManualTimeProvider();
        var presence = new AgentPresence(clock);
        presence.Hear("silent");
        presence.Hear("talking");
        clock.Advance(TimeSpan.FromSeconds(14));
        presence.Hear("talking");

        Assert.Empty(presence.TakeLost());
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["silent"], presence.TakeLost());
        Assert.Empty(presence.TakeLost());
    }

    [Fact]
    public void CommittedUntil_AgentThatSaidWhatWaits_IsKnownUntilItIsLost()
    {
        var clock = new ManualTimeProvider();
        var presence = new AgentPresence(clock);
        presence.Hear("stuck");
        presence.HearPending("stuck", TimeSpan.FromSeconds(40));
        var heard = clock.GetUtcNow();

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(heard.AddSeconds(-40), presence.CommittedUntil("stuck"));
        Assert.Null(presence.CommittedUntil("other"));

        clock.Advance(TimeSpan.FromSeconds(5));
        presence.TakeLost();
        Assert.Null(presence.CommittedUntil("stuck"));
    }

    [Fact]
    public async Task Purge_OfJoinTokens_KeepsThoseOfTheLastDay()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        await host.CreateJoinTokenAsync();
        clock.Leap(TimeSpan.FromHours(1));
        await host.CreateJoinTokenAsync();
        clock.Leap(JoinTokenPurge.Memory - TimeSpan.FromMinutes(30));

        await host.Get<JoinTokenPurge>().RunAsync(CancellationToken.None);
        await using var context = await host.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();

        Assert.Equal(1, await context.JoinTokens.CountAsync());
    }

    [Fact]
    public async Task Answers_BeyondTheCapacity_ForgetTheOldest()
    {
        var clock = new ManualTimeProvider();
        await using var host = await HostUnderTest.StartAsync(clock);
        var answers = new AnsweredRequests(host.Get<StateWriter>(), host.Get<IDbContextFactory<StateContext>>(), clock) { Capacity = 2 };

        foreach (var id in new[] { "first", "second", "third" })
        {
            await answers.SaveAsync(new AnsweredRequest { Id = id, Fingerprint = "", Status = 200, AnsweredAt = clock.GetUtcNow() }, CancellationToken.None);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Null(await answers.FindAsync("first", CancellationToken.None));
        Assert.NotNull(await answers.FindAsync("second", CancellationToken.None));
        Assert.NotNull(await answers.FindAsync("third", CancellationToken.None));
    }
}
