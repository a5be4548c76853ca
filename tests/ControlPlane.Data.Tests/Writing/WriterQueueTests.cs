using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Data.Writing;
using ControlPlane.Domain.Models;
using ControlPlane.Domain.Tests.Building;
using Microsoft.EntityFrameworkCore;

namespace ControlPlane.Data.Tests.Writing;

public sealed class WriterQueueTests
{
    [Fact]
    public async Task RunAsync_Accepted_IsVisibleWhenItReturns()
    {
        await using var database = await TestDatabase.OpenAsync();

        _ = (await AddAsync(database, "one")).Value;

        Assert.Equal(["one"], await NamesAsync(database));
    }

    [Fact]
    public async Task RunAsync_Refused_LeavesNothing()
    {
        await using var database = await TestDatabase.OpenAsync();

        var outcome = await database.State.RunAsync<string>(
            async (context, token) =>
            {
                context.Models.Add(RegisteredModelBuilder.AModel("saved-on-the-way"));
                await context.SaveChangesAsync(token);
                context.Models.Add(RegisteredModelBuilder.AModel("not-saved"));
                return new Refusal("no", "No.");
            },
            CancellationToken.None);

        Assert.Equal("no", outcome.Refusal?.Code);
        Assert.Empty(await NamesAsync(database));
    }

    [Fact]
    public async Task RunAsync_UnitsThatWaitTogether_EachHasItsOwnFate()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (gate, blocker) = Block(database);

        var good = AddAsync(database, "good");
        var refused = database.State.RunAsync<string>((_, _) => Task.FromResult<Outcome<string>>(new Refusal("no", "No.")), CancellationToken.None);
        var thrown = database.State.RunAsync<string>((context, _) => throw new InvalidOperationException($"{context.ContextId} failed"), CancellationToken.None);
        var twin = AddAsync(database, "good");
        var last = AddAsync(database, "last");
        gate.SetResult();

        Assert.True((await blocker).IsAccepted);
        Assert.True((await good).IsAccepted);
        Assert.False((await refused).IsAccepted);
        await Assert.ThrowsAsync<InvalidOperationException>(() => thrown);
        await Assert.ThrowsAsync<DbUpdateException>(() => twin);
        Assert.True((await last).IsAccepted);
        Assert.Equal(["good", "last"], await NamesAsync(database));
    }

    [Fact]
    public async Task RunAsync_UnitsThatWaitTogether_ShareTransactions()
    {
        await using var database = await TestDatabase.OpenAsync();
        var counter = new CountingFactory(database.Get<IDbContextFactory<StateContext>>());
        await using var queue = new WriterQueue<StateContext>(counter);
        var gate = new TaskCompletionSource();
        var blocker = queue.RunAsync<string>(async (_, _) => { await gate.Task; return "done"; }, CancellationToken.None);

        var units = Enumerable.Range(0, 100).Select(n => queue.RunAsync<string>(
            (context, _) =>
            {
                context.Models.Add(RegisteredModelBuilder.AModel($"m{n}", 1));
                return Task.FromResult<Outcome<string>>("added");
            },
            CancellationToken.None)).ToList();
        gate.SetResult();
        await blocker;
        await Task.WhenAll(units);

        Assert.Equal(100, (await NamesAsync(database)).Count);
        Assert.InRange(counter.Made - 101, 2, 4);
    }

    [Fact]
    public async Task RunAsync_CancelledBeforeItsTurn_IsNotBegun()
    {
        await using var database = await TestDatabase.OpenAsync();
        var (gate, blocker) = Block(database);
        using var source = new CancellationTokenSource();
        var isBegun = false;

        var unit = database.State.RunAsync<string>(
            (_, _) =>
            {
                isBegun = true;
                return Task.FromResult<Outcome<string>>("done");
            },
            source.Token);
        await source.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => unit);
        Assert.False(isBegun);
        Assert.True((await blocker).IsAccepted);
    }

    [Fact]
    public async Task DisposeAsync_UnitsThatWait_AreFinished()
    {
        await using var database = await TestDatabase.OpenAsync();
        var queue = new WriterQueue<StateContext>(database.Get<IDbContextFactory<StateContext>>());
        var units = Enumerable.Range(0, 20).Select(n => queue.RunAsync<string>(
            (context, _) =>
            {
                context.Models.Add(RegisteredModelBuilder.AModel($"m{n}", 1));
                return Task.FromResult<Outcome<string>>("added");
            },
            CancellationToken.None)).ToList();

        await queue.DisposeAsync();

        Assert.All(await Task.WhenAll(units), outcome => Assert.True(outcome.IsAccepted));
        Assert.Equal(20, (await NamesAsync(database)).Count);
    }

    [Fact]
    [Trait("Fault", "F59")]
    public async Task RunAsync_DatabaseGone_FailsTheCallerAndGoesOn()
    {
        await using var database = await TestDatabase.OpenAsync();
        var failing = new FailingFactory(database.Get<IDbContextFactory<StateContext>>()) { IsFailing = true };
        await using var queue = new WriterQueue<StateContext>(failing);

        await Assert.ThrowsAsync<IOException>(() => queue.RunAsync<string>((_, _) => Task.FromResult<Outcome<string>>("x"), CancellationToken.None));

        failing.IsFailing = false;
        Assert.True((await queue.RunAsync<string>((_, _) => Task.FromResult<Outcome<string>>("x"), CancellationToken.None)).IsAccepted);
    }

    private static (TaskCompletionSource Gate, Task<Outcome<string>> Blocker) Block(TestDatabase database)
    {
        var gate = new TaskCompletionSource();
        return (gate, database.State.RunAsync<string>(async (_, _) => { await gate.Task; return "done"; }, CancellationToken.None));
    }

    private static Task<Outcome<RegisteredModel>> AddAsync(TestDatabase database, string name) => database.State.RunAsync<RegisteredModel>(
        (context, _) =>
        {
            var model = RegisteredModelBuilder.AModel(name);
            context.Models.Add(model);
            return Task.FromResult<Outcome<RegisteredModel>>(model);
        },
        CancellationToken.None);

    private static async Task<List<string>> NamesAsync(TestDatabase database)
    {
        await using var context = await database.Get<IDbContextFactory<StateContext>>().CreateDbContextAsync();
        return await context.Models.Select(m => m.Name).OrderBy(n => n).ToListAsync();
    }
}
