using Bunit;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Jobs;
using ControlPlane.Web.Features.Jobs;
using ControlPlane.Web.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class JobPagesTests : PageContext
{
    private static readonly string Id = new('1', 32);

    [Fact]
    public void List_WithoutAnEndpoint_SaysWhatIsMissing()
    {
        var page = Render<JobsPage>();

        page.WaitForAssertion(() => Assert.Contains("no endpoint that could run one", page.Markup));
    }

    [Fact]
    public async Task List_OneJob_SaysHowFarItIs()
    {
        await AJobAsync(broken: 2);

        var page = Render<JobsPage>();

        var row = page.WaitForElement("tr[data-row]");
        Assert.Contains("animals.csv", row.TextContent);
        Assert.Contains("2 broken", row.TextContent);
        Assert.Equal(("10", "20"), (row.QuerySelector("progress")!.GetAttribute("value"), row.QuerySelector("progress")!.GetAttribute("max")));
        Assert.Equal("pets", page.Find("#job-endpoint option").TextContent);
    }

    [Fact]
    public async Task List_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = Render<JobsPage>();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Job_Unknown_SaysSo()
    {
        var page = Render<JobPage>(p => p.Add(j => j.Id, "ghost"));

        page.WaitForAssertion(() => Assert.Contains("There is no batch job 'ghost'", page.Markup));
    }

    [Fact]
    public async Task Job_Running_ShowsBrokenRowsAndCanBeCancelledAndResumed()
    {
        await AJobAsync(broken: 2);
        var page = Render<JobPage>(p => p.Add(j => j.Id, Id));

        page.WaitForAssertion(() => Assert.Equal(["2", "3"], page.FindAll("[aria-label='Broken rows'] td.number-cell").Select(c => c.TextContent)));
        Assert.Contains("50", page.Find(".job-numbers strong").TextContent);
        Assert.EndsWith("format=csv&partial=true", page.Find(".job-downloads a").GetAttribute("href"));
        await page.Find("#confirm-cancel .button-danger").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Cancelled by", page.Find("[role=status]").TextContent));
        await page.Find("button.button-primary").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Resumed by", page.Find("[role=status]").TextContent));
    }

    [Fact]
    public async Task Pages_Gone_HearNothingAnyMore()
    {
        await AJobAsync(broken: 0);
        var bell = Services.GetRequiredService<ChangeBell>();
        var before = bell.SubscriptionCount;
        Render<JobsPage>();
        Render<JobPage>(p => p.Add(j => j.Id, Id));
        Assert.NotEqual(before, bell.SubscriptionCount);

        await DisposeComponentsAsync();

        Assert.Equal(before, bell.SubscriptionCount);
    }

    private async Task AJobAsync(int broken)
    {
        var seed = new Seed(Services);
        await seed.ModelAsync("pets", 1);
        await seed.EndpointAsync("pets", "pets");
        var changes = Services.GetRequiredService<JobChanges>();
        var now = Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var started = await changes.StartAsync(
            new JobDraft
            {
                Id = Id,
                Endpoint = "pets",
                Pool = "production",
                Model = "pets",
                Version = 1,
                Name = "animals.csv",
                InputDigest = new string('a', 64),
                InputBytes = 1_000,
                Header = ["id"],
                Chunks = [new ChunkRange(0, 500, 2, 10), new ChunkRange(500, 500, 12, 10)],
                Settings = new JobSettings { Format = JobFormat.Csv, Key = "id" },
                StartedBy = "me",
            },
            schedule: null,
            Actor.Automatic,
            CancellationToken.None);
        Assert.Null(started.Refusal);
        var counted = await changes.RunAsync(
            Id,
            action: null,
            Actor.Automatic,
            (_, job, _) => Task.FromResult(job.Count(new ChunkResult(10, broken, [.. Enumerable.Range(0, broken).Select(b => new RowProblem(2 + b, "is broken"))], 100), now).Refusal),
            CancellationToken.None);
        Assert.Null(counted.Refusal);
    }
}
