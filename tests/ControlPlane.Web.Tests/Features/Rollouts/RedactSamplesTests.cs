using ControlPlane.Contracts.Telemetry;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Shadows;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.Extensions.DependencyInjection;
using Radzen;

namespace ControlPlane.Web.Tests.Features.Rollouts;

public sealed class RedactSamplesTests : PageContext
{
    [Fact]
    public async Task Remove_AtAScreen_IsToldAndStandsInTheHistoryWithWhoDidIt()
    {
        var before = await PrepareAsync();

        await Services.GetRequiredService<RolloutActions>().RemoveOutputsAsync("pets");

        var toast = Assert.Single(Services.GetRequiredService<NotificationService>().Messages);
        Assert.Equal("Recorded outputs of 2 compared answers were removed for good.", toast.Detail);
        var entry = (await HistoryAsync())[0];
        Assert.Equal((EndpointEventKind.OutputsRemoved, "local user", ChangeWay.Ui, toast.Detail), (entry.Kind, entry.Actor, entry.Way, entry.Sentence));
        var after = (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None))!;
        Assert.Equal((before.TableRevision, before.ConcurrencyVersion), (after.TableRevision, after.ConcurrencyVersion));
        Assert.All(await WorstAsync(), s => Assert.Null(s.ChampionOutputs ?? s.ShadowOutputs));
    }

    [Fact]
    public async Task Remove_Again_HasNothingToRemoveAndWritesNothing()
    {
        await PrepareAsync();
        await Services.GetRequiredService<RolloutActions>().RemoveOutputsAsync("pets");
        var written = (await HistoryAsync()).Count;

        await Services.GetRequiredService<RolloutActions>().RemoveOutputsAsync("pets");

        Assert.Equal(written, (await HistoryAsync()).Count);
        Assert.Equal("No recorded outputs were there to remove.", Services.GetRequiredService<NotificationService>().Messages[^1].Detail);
    }

    private async Task<EndpointRow> PrepareAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        var taken = await Services.GetRequiredService<ShadowSampleStore>().TakeAsync(new ShadowSampleBatch([ASample("r1"), ASample("r2")]), CancellationToken.None);
        Assert.Equal(2, taken.Value);
        return (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None))!;
    }

    private ShadowSample ASample(string request) => new()
    {
        Endpoint = "pets",
        Variant = "v2",
        Version = 2,
        Champion = "v1",
        ChampionVersion = 1,
        RouteRevision = 1,
        RequestId = request,
        AnsweredAt = Now,
        Segments = [],
        Outcome = ShadowOutcome.Disagreed,
        ChampionLabel = "cat",
        ShadowLabel = "dog",
        Deviation = 1.5,
        ChampionOutputs = "[1,0]",
        ShadowOutputs = "[0,1]",
    };

    private Task<IReadOnlyList<EndpointEventRow>> HistoryAsync() =>
        Services.GetRequiredService<EndpointQueries>().HistoryAsync("pets", new HistoryPage(null, 10), CancellationToken.None);

    private Task<IReadOnlyList<ShadowSampleRow>> WorstAsync() =>
        Services.GetRequiredService<ShadowSampleQueries>().WorstAsync("pets", "v2", Now.AddHours(-1), 10, CancellationToken.None);
}
