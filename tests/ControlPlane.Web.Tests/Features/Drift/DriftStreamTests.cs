using Bunit;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Features.Drift;

namespace ControlPlane.Web.Tests.Features.Drift;

public sealed class DriftStreamTests : DriftContext
{
    [Fact]
    public async Task Look_ErrorsAndScoresOfOneVariantJump_AreFoundByTheMinuteAndSaidOnThePage()
    {
        await PlayAsync(hasJump: true);

        var seen = await LookAsync();
        var page = Render<DriftPage>(p => p.Add(d => d.Name, "pets"));

        Assert.Equal([("v2", StreamKind.ErrorShare), ("v2", StreamKind.Score)], seen.Streams.Select(s => (s.Variant, s.Kind)).Order());
        Assert.All(seen.Streams, s => Assert.True(s.After - s.Before > 0.5, s.ToString()));
        page.WaitForElement(".drift-streams");
        var sentences = page.FindAll(".drift-streams li").Select(l => l.TextContent).Order().ToList();
        Assert.Matches(@"Error share of v2 changed from \d+(\.\d+)? % to 9\d\.\d %\.$", sentences.Single(s => s.Contains("Error share", StringComparison.Ordinal)));
        Assert.Matches(@"Mean score of v2 changed from 0\.\d+ to 0\.\d+\.$", sentences.Single(s => s.Contains("Mean score", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Look_StreamsStayAsTheyAre_FindsNothing()
    {
        await PlayAsync(hasJump: false);

        Assert.Empty((await LookAsync()).Streams);
    }

    // Two and a half hours by the minute; the jump comes forty minutes before their end.
    private async Task PlayAsync(bool hasJump)
    {
        await ChooseAsync(new DriftSettings { Window = TimeSpan.FromMinutes(10), LiveRows = 300 });
        await StreamAsync(minutes: 150, minute => hasJump && minute >= 110 ? (Failures: 95, Score: 0.9) : (Failures: 0, Score: 0.1));
    }
}
