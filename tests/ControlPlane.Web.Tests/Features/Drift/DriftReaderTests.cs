using ControlPlane.Data.Drift;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features;
using ControlPlane.Web.Features.Drift;
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

    private static long DriftScoreRows(StoredReference reference) => Assert.Single(reference.Features).Counts.Sum();

    private async Task OnlyChampionMovesAsync()
    {
        Clock.Advance(TimeSpan.FromSeconds(30));
        await Seed.RowsAsync(new("agent-1-id"), "pets", 1, 5);
        Clock.Advance(TimeSpan.FromSeconds(30));
    }
}
