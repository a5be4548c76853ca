using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Tests.Building;
using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Data.Tests.Webhooks;

public sealed class AnnouncementTests
{
    [Fact]
    public async Task Announce_InAUnitThatIsKept_MakesADeliveryForEachThatTakesIt()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, "all", new WebhookDraft());
        await AddAsync(database, "drift-only", new WebhookDraft { Events = [EventTypes.DriftDetected] });
        await AddAsync(database, "fraud-only", new WebhookDraft { Endpoint = "fraud" });
        await AddAsync(database, "off", new WebhookDraft { IsEnabled = false });

        await AnnounceAsync(database, AnEvent());

        var delivery = Assert.Single(await DeliveriesAsync(database, "all"));
        Assert.Equal((DeliveryState.Waiting, database.Time.Now), (delivery.State, delivery.DueAt));
        var told = JsonSerializer.Deserialize<JsonElement>(delivery.Payload);
        Assert.Equal(("1.0", "/controlplane/cluster", delivery.EventId), (Text(told, "specversion"), Text(told, "source"), Text(told, "id")));
        Assert.Equal(3, told.GetProperty("data").GetProperty("number").GetInt32());
        foreach (var other in new[] { "drift-only", "fraud-only", "off" })
            Assert.Empty(await DeliveriesAsync(database, other));
    }

    [Fact]
    public async Task Announce_InAUnitThatIsRefused_LeavesNothing()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, "all", new WebhookDraft());

        await database.State.RunAsync<int>(
            async (context, cancellation) =>
            {
                context.Announce(AnEvent());
                await context.SaveChangesAsync(cancellation);
                return new Refusal("no", "No.");
            },
            CancellationToken.None);

        Assert.Empty(await DeliveriesAsync(database, "all"));
    }

    [Fact]
    public async Task Announce_WithAnIdThatWasToldBefore_IsToldOnce()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, "all", new WebhookDraft());

        await AnnounceAsync(database, AnEvent() with { Id = "drift.pets.1" });
        await AnnounceAsync(database, AnEvent() with { Id = "drift.pets.1" });
        await AnnounceAsync(database, AnEvent() with { Id = "drift.pets.2" });

        Assert.Equal(["drift.pets.2", "drift.pets.1"], (await DeliveriesAsync(database, "all")).Select(d => d.EventId));
    }

    [Fact]
    public async Task Purge_ForgetsWhatIsOldOrTooMuchAndNothingThatWaits()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, "all", new WebhookDraft());
        for (var number = 0; number < 5; number++)
            await AnnounceAsync(database, AnEvent());
        await EndAsync(database, number: 4);
        var purge = new DeliveryPurge(database.State, database.Time) { Capacity = 3 };

        Assert.Equal(2, await purge.RunAsync(CancellationToken.None));
        Assert.Equal(3, (await DeliveriesAsync(database, "all")).Count);

        database.Time.Now += DeliveryPurge.Lifetime;
        Assert.Equal(2, await purge.RunAsync(CancellationToken.None));
        Assert.Equal(DeliveryState.Waiting, Assert.Single(await DeliveriesAsync(database, "all")).State);
    }

    [Fact]
    public async Task Remove_AWebhook_TakesItsDeliveriesAlong()
    {
        await using var database = await TestDatabase.OpenAsync();
        await AddAsync(database, "all", new WebhookDraft());
        await AnnounceAsync(database, AnEvent());

        await database.State.RunAsync<int>(
            async (context, cancellation) =>
            {
                var store = new WebhookStore(context);
                store.Remove((await store.FindAsync("all", cancellation))!);
                return 1;
            },
            CancellationToken.None);

        Assert.Empty(await DeliveriesAsync(database, "all"));
        Assert.Empty(await database.Get<WebhookQueries>().ListDueAsync(database.Time.Now, CancellationToken.None));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static Announcement AnEvent() => new()
    {
        Type = EventTypes.RolloutPaused,
        At = Domain.Tests.Building.Moment.Noon,
        Subject = "rollouts/r1",
        Endpoint = "pets",
        Data = """{"number":3}""",
    };

    private static Task<Outcome<int>> AddAsync(TestDatabase database, string name, WebhookDraft draft) => database.State.RunAsync<int>(
        (context, _) =>
        {
            new WebhookStore(context).Add(WebhookSubscription.Create(name, draft with { Url = "https://hooks.example/" }, "hidden", database.Time.Now).Value);
            return Task.FromResult<Outcome<int>>(1);
        },
        CancellationToken.None);

    private static Task<Outcome<int>> AnnounceAsync(TestDatabase database, Announcement announcement) => database.State.RunAsync<int>(
        (context, _) =>
        {
            context.Announce(announcement);
            return Task.FromResult<Outcome<int>>(1);
        },
        CancellationToken.None);

    private static Task<Outcome<int>> EndAsync(TestDatabase database, int number) => database.State.RunAsync<int>(
        async (context, cancellation) =>
        {
            for (var id = 1; id <= number; id++)
                (await new WebhookStore(context).FindDeliveryAsync("all", id, cancellation))!.Deliver(204, "Answered 204.", database.Time.Now);
            return number;
        },
        CancellationToken.None);

    private static Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(TestDatabase database, string webhook) =>
        database.Get<WebhookQueries>().DeliveriesAsync(webhook, null, 100, CancellationToken.None);
}
