using ControlPlane.Data.Drift;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Drift;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Drift;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features.Drift;

public sealed class DriftReaderTests : DriftContext
{
    [Fact]
    public async Task Look_InputsOfBothMove_BlamesTheCallers()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);

        var seen = await LookAsync();

        Assert.Equal(DriftOrigin.Callers, seen.Verdict.Origin);
        Assert.StartsWith("Inputs moved for every variant (image.mean)", seen.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_OnlyPredictionsOfTheChallengerMove_BlamesTheChallenger()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(1, 1, "dog");
        await MinuteAsync(1, 1, "dog");

        var seen = await LookAsync();

        Assert.Equal(DriftOrigin.Challenger, seen.Verdict.Origin);
        Assert.Equal([new DriftSubject("v2", null)], seen.Verdict.Alarmed);
        Assert.Equal(DriftOrigin.Challenger, Reader.StandingOf(await EndpointAsync())!.Verdict.Origin);
    }

    [Fact]
    public async Task Look_NothingMoves_RaisesNothing()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(1, 1);
        await MinuteAsync(1, 1);

        var seen = await LookAsync();

        Assert.Equal(DriftOrigin.None, seen.Verdict.Origin);
        Assert.Equal(4, seen.Verdict.Judged);
        Assert.Null(Reader.StandingOf(await EndpointAsync()));
    }

    [Fact]
    public async Task Look_ChallengerWithTooFewRows_IsNoWitnessThatItsInputsStayed()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        for (var minute = 0; minute < 2; minute++)
            await OnlyChampionMovesAsync();

        Assert.Equal(DriftOrigin.Callers, (await LookAsync()).Verdict.Origin);
    }

    [Fact]
    public async Task Look_WithinTheSameWindow_GivesWhatItHas()
    {
        await MinuteAsync(1, 1);
        var first = await LookAsync();
        var endpoint = await EndpointAsync();

        var again = await Reader.ReadAsync(endpoint, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var next = await Reader.ReadAsync(endpoint, CancellationToken.None);

        Assert.Same(first, again);
        Assert.NotSame(first, next);
    }

    [Fact]
    public async Task Look_AlarmGoesOn_KeepsItsBegin()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);
        var first = await LookAsync();
        for (var look = 0; look < (DriftReader.WindowCount / 2) + 2; look++)
        {
            await MinuteAsync(5, 5);
            await LookAsync();
        }

        var last = Reader.Find("pets")!;

        Assert.Equal(first.Since, last.Since);
        Assert.True(last.Windows[0].From > last.Since);
    }

    [Fact]
    public async Task Freeze_TooFewRows_TellsHowManyAreMissing()
    {
        await MinuteAsync(1, 1, rows: 120);

        var seen = await LookAsync();

        Assert.Empty(seen.Windows);
        Assert.Equal(
            [new CollectedRows(ReferencePart.Inputs, 1, 120, 300), new CollectedRows(ReferencePart.Predictions, 1, 120, 300)],
            Services.GetRequiredService<LiveReferences>().Collected("pets"));
    }

    [Fact]
    public async Task Freeze_WithinTheSameMinute_LooksNoSecondTime()
    {
        var live = Services.GetRequiredService<LiveReferences>();
        await MinuteAsync(1, 1, rows: 120);
        await LookAsync();
        var first = live.Collected("pets");
        await MinuteAsync(1, 1, rows: 120);
        Clock.Advance(DriftReader.Lag);
        await live.RunAsync(await EndpointAsync(), CancellationToken.None);
        var second = live.Collected("pets");

        await live.RunAsync(await EndpointAsync(), CancellationToken.None);

        Assert.Equal((120, 240), (first[0].Rows, second[0].Rows));
        Assert.Same(second, live.Collected("pets"));
    }

    [Fact]
    public async Task Freeze_InputsThatNothingDescribes_AreNotWaitedFor()
    {
        await Seed.ModelAsync("texts", 1, new TensorSignature { Name = "text", Datatype = "BYTES", Shape = [-1, -1], SymbolicDimensions = ["batch", "words"] });
        await Seed.EndpointAsync("texts", "texts");
        var live = Services.GetRequiredService<LiveReferences>();

        await live.RunAsync((await Services.GetRequiredService<EndpointQueries>().FindAsync("texts", CancellationToken.None))!, CancellationToken.None);

        Assert.Equal([ReferencePart.Predictions], live.Collected("texts").Select(c => c.Part));
    }

    [Fact]
    public async Task Freeze_RowsFarApart_AreSummedFromTheFirst()
    {
        for (var part = 0; part < 3; part++)
        {
            await MinuteAsync(part, part, rows: 150);
            Clock.Advance(TimeSpan.FromMinutes(45));
        }

        await LookAsync();

        var inForce = await Services.GetRequiredService<ReferenceStore>().InForceAsync("pets", CancellationToken.None);
        Assert.All(inForce, r => Assert.Equal(300, r.Rows));
    }

    [Fact]
    public async Task Freeze_ReferenceRemoved_BeginsAnewWithWhatComesThen()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        var references = Services.GetRequiredService<ReferenceStore>();
        foreach (var old in await references.InForceAsync("pets", CancellationToken.None))
            Assert.True((await Services.GetRequiredService<RemoveReferenceCommand>().RunAsync("pets", old.Id, Actors.ByApi, CancellationToken.None)).IsAccepted);
        await MinuteAsync(5, 5);

        await LookAsync();

        var present = (await references.InForceAsync("pets", CancellationToken.None)).Single(r => r.Part == ReferencePart.Inputs);
        Assert.Equal(400, present.Rows);
        Assert.Equal(400, DriftScoreRows(present));
        Assert.Equal(4, (await references.HistoryAsync("pets", CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Freeze_AfterAPromotion_KeepsInputsAndFreezesPredictionsAnew()
    {
        await MinuteAsync(1, 1);
        await LookAsync();
        await PromoteAsync();
        await MinuteAsync(5, 5, "dog");
        await LookAsync();
        await MinuteAsync(5, 5, "dog");

        var seen = await LookAsync();

        var inForce = await Services.GetRequiredService<ReferenceStore>().InForceAsync("pets", CancellationToken.None);
        Assert.Equal([(1, ReferencePart.Inputs), (1, ReferencePart.Predictions), (2, ReferencePart.Predictions)], inForce.Select(r => (r.Version, r.Part)).Order());
        Assert.Equal(DriftOrigin.Callers, seen.Verdict.Origin);
    }

    [Fact]
    public async Task Facts_OfARolloutWhileInputsMoved_CarryTheVerdictAndWhatTheEndpointChose()
    {
        await ChooseAsync(new DriftSettings { Action = DriftAction.Hold, Window = TimeSpan.FromMinutes(1), LiveRows = 300 });
        await MinuteAsync(1, 1);
        await LookAsync();
        await MinuteAsync(5, 5);
        await MinuteAsync(5, 5);
        await LookAsync();
        await Seed.AcknowledgeAsync(new("agent-1-id"));
        var facts = Services.GetRequiredService<RolloutFactsReader>();

        var read = await facts.ReadAsync(await Seed.RolloutAsync("pets"), CancellationToken.None);

        Assert.Equal((DriftOrigin.Callers, DriftAction.Hold), (read!.Drift!.Verdict.Origin, read.Drift.Policy));
    }

    private static long DriftScoreRows(StoredReference reference) => Assert.Single(reference.Features).Counts.Sum();

    private async Task PromoteAsync()
    {
        var endpoint = await EndpointAsync();
        var put = await Services.GetRequiredService<PutEndpointCommand>().RunAsync(
            new PutEndpointRequest(new EndpointDraft { Name = "pets", Model = "pets", StableVersion = 2, Settings = endpoint.Settings }), Actors.ByApi, CancellationToken.None);
        Assert.True(put.IsAccepted, put.Refusal?.ToString());
    }

    private async Task OnlyChampionMovesAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        await Seed.RowsAsync(new("agent-1-id"), "pets", 1, 5);
        Clock.Advance(TimeSpan.FromSeconds(30));
    }
}
