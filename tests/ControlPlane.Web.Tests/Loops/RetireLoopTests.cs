using ControlPlane.Data;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Replicas;
using ControlPlane.Data.Routing;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.TestKit.Processes;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Loops;
using ControlPlane.Web.Observability;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Tests.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ControlPlane.Web.Tests.Loops;

/// <summary>The end of the time for which a replaced version stays ready.</summary>
public sealed class RetireLoopTests : PageContext
{
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Retire_TimeIsOver_LetsTheOldVersionGoAndTheNewOneServeOn()
    {
        var until = await PromotedAsync();
        using var loop = Loop(new SignallingLogger());
        var gone = WhenEndpointChanges();
        Assert.Equal([1, 2], await PreparedAsync());
        Assert.Empty(await Endpoints.ListToRetireAsync(until.AddSeconds(-1), CancellationToken.None));

        await StartAsync(loop);
        Clock.Advance(Warm + TimeSpan.FromSeconds(5));
        await gone.WaitAsync(Patience);
        await loop.StopAsync(CancellationToken.None);

        Assert.Equal([2], await PreparedAsync());
        var endpoint = await PetsAsync();
        Assert.Equal((2, 1, false), (endpoint.StableVersion, endpoint.PreviousStableVersion, endpoint.IsPreviousWarm));
    }

    [Fact]
    public async Task Retire_CleanUpFailsOnce_LeavesThePromotedVersionAloneAndIsDoneLater()
    {
        await PromotedAsync();
        var logger = new SignallingLogger();
        using var loop = Loop(logger);
        var before = await PetsAsync();
        await RunSqlAsync("CREATE TRIGGER no_clean_up BEFORE UPDATE ON endpoints BEGIN SELECT RAISE(ABORT, 'the disk is full'); END");

        await StartAsync(loop);
        Clock.Advance(Warm + TimeSpan.FromSeconds(5));
        await logger.Failed.WaitAsync(Patience);

        var meanwhile = await PetsAsync();
        Assert.Equal((2, 10_000, true), (meanwhile.StableVersion, meanwhile.Variants.Single().Weight, meanwhile.IsPreviousWarm));
        Assert.Equal(before.RouteRevision, meanwhile.RouteRevision);
        Assert.Equal([1, 2], await PreparedAsync());

        await RunSqlAsync("DROP TRIGGER no_clean_up");
        var gone = WhenEndpointChanges();
        Clock.Advance(TimeSpan.FromSeconds(5));
        await gone.WaitAsync(Patience);
        await loop.StopAsync(CancellationToken.None);

        Assert.False((await PetsAsync()).IsPreviousWarm);
        Assert.Equal([2], await PreparedAsync());
    }

    private EndpointQueries Endpoints => Services.GetRequiredService<EndpointQueries>();

    private RetireLoop Loop(ILogger<RetireLoop> logger) => new(Endpoints, Services.GetRequiredService<EndpointChanges>(), Services.GetRequiredService<ILeadership>(), new LoopTimes(Clock), Clock, logger);

    // The first period begins once the loop sleeps.
    private async Task StartAsync(RetireLoop loop)
    {
        var before = Clock.WaitingTimers;
        await loop.StartAsync(CancellationToken.None);
        await Eventually.BeTrueAsync("the loop sleeps", () => Task.FromResult(Clock.WaitingTimers > before), Patience);
    }

    // Version 2 in place of version 1, which stays ready for a while.
    private async Task<DateTimeOffset> PromotedAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.EndpointAsync("pets", "pets", stableVersion: 2);
        var until = Now + Warm;
        var outcome = await Services.GetRequiredService<EndpointChanges>().RunAsync(
            Actor.Automatic,
            "",
            async (unit, cancellation) =>
            {
                var endpoint = (await unit.LoadAsync("pets", expectedVersion: null, cancellation)).Value;
                endpoint.KeepPreviousWarm(until);
                return new EndpointDecision(endpoint, endpoint.Unchanged(EndpointEventKind.RolloutStep, Now));
            },
            CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
        return until;
    }

    private async Task<EndpointRow> PetsAsync() => (await Endpoints.FindAsync("pets", CancellationToken.None))!;

    private async Task<IEnumerable<int>> PreparedAsync()
    {
        var table = await Services.GetRequiredService<RoutingTableQueries>().FindNewestAsync(EndpointDraft.DefaultPool, CancellationToken.None);
        return RoutingTableQueries.Open(table!).Value.Table.Prepare.Select(p => p.Version).Order();
    }

    private async Task RunSqlAsync(string sql)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        await context.Database.ExecuteSqlRawAsync(sql);
    }

    private Task WhenEndpointChanges()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Bell.Subscribe(ChangeTopic.Endpoints, "pets", () =>
        {
            changed.TrySetResult();
            return Task.CompletedTask;
        });
        return changed.Task;
    }

    private sealed class SignallingLogger : ILogger<RetireLoop>
    {
        private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Failed => _failed.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error)
                _failed.TrySetResult();
        }
    }
}
