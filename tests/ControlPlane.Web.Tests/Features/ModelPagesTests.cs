using Bunit;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Domain.Models;
using ControlPlane.Web.Features.Models;
using ControlPlane.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class ModelPagesTests : PageContext
{
    [Fact]
    public void List_Empty_TeachesTheNextStep()
    {
        var page = Render<ModelsPage>();

        page.WaitForAssertion(() => Assert.Contains("No model yet. Drop an ONNX file above", page.Markup));
    }

    [Fact]
    public async Task List_OneModel_SaysWhereItServesWithWhatShare()
    {
        await AServedModelAsync();

        var page = Render<ModelsPage>();

        page.WaitForElement("tr[data-row]");
        Assert.Equal(["pets v1 90 %", "pets v2 10 %"], page.FindAll(".serving > span").Select(s => s.TextContent));
        Assert.Contains("image FP32[batch, 3, 32, 32]", page.Markup);
        Assert.Contains("champion v1", page.Markup);
    }

    [Fact]
    public void List_FileInTheWatchFolderThatWasNotTaken_SaysWhichAndWhy()
    {
        Services.GetRequiredService<WatchedModels>().Set([new WatchedFailure("pets/half.onnx", "The file ends before the model does.", DateTimeOffset.UnixEpoch)]);

        var page = Render<ModelsPage>();

        page.WaitForAssertion(() => Assert.Contains("Not taken", page.Find(".watch-failures li").TextContent));
        Assert.Contains("pets/half.onnx The file ends before the model does.", page.Find(".watch-failures li").TextContent);
    }

    [Fact]
    public void Origin_WithEverythingSaid_ShowsEachFigure()
    {
        var origin = new VersionOrigin { Commit = "0123abc", TrainingData = "s3://sets/pets", RunId = "run-7", Metrics = new Dictionary<string, double> { ["accuracy"] = 0.97 } };

        var list = Render<OriginList>(p => p.Add(l => l.Origin, origin));

        Assert.Equal(["Commit", "Training data", "MLflow run", "Metric accuracy"], list.FindAll("dt").Select(d => d.TextContent));
        Assert.Equal(["0123abc", "s3://sets/pets", "run-7", "0.97"], list.FindAll("dd").Select(d => d.TextContent.Trim()));
    }

    [Fact]
    public void Origin_WithNothingSaid_IsNotThere() => Assert.Empty(Render<OriginList>(p => p.Add(l => l.Origin, VersionOrigin.Unknown)).Markup.Trim());

    [Fact]
    public async Task List_DatabaseBroken_SaysSoAndOffersRetry()
    {
        await BreakDatabaseAsync();

        var page = Render<ModelsPage>();

        page.WaitForAssertion(() => Assert.Contains("could not read this", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public void Model_Unknown_SaysItComesWithItsFirstVersion()
    {
        var page = Render<ModelPage>(p => p.Add(m => m.Name, "ghost"));

        page.WaitForAssertion(() => Assert.Contains("There is no model 'ghost' yet", page.Markup));
    }

    [Fact]
    public async Task Model_VersionInTheAddress_ShowsItsDetails()
    {
        await AServedModelAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/models/pets?version=1");

        var page = Render<ModelPage>(p => p.Add(m => m.Name, "pets"));

        page.WaitForElement("[aria-label='Version 1']");
        Assert.Contains("probabilities: probabilities by class, classes cat and dog", page.Markup);
        Assert.Matches("[0-9a-f]{64}", page.Find("[title='SHA-256 of the file']").TextContent);
    }

    [Fact]
    public async Task Alias_SetOnNewest_IsSaved()
    {
        await AServedModelAsync();
        var page = Render<ModelPage>(p => p.Add(m => m.Name, "pets"));
        page.WaitForElement("#alias-2").Change("candidate");

        await page.Find(".details-actions form").SubmitAsync();

        var model = await Services.GetRequiredService<ModelQueries>().FindAsync("pets", CancellationToken.None);
        Assert.Contains(model!.Aliases, a => a is { Name: "candidate", Version: 2 });
    }

    [Fact]
    public async Task Alias_BadName_IsRefusedInWords()
    {
        await AServedModelAsync();
        var page = Render<ModelPage>(p => p.Add(m => m.Name, "pets"));
        page.WaitForElement("#alias-2").Change("Not A Name");

        await page.Find(".details-actions form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("lower-case letters", page.Find("[role=alert]").TextContent));
    }

    [Fact]
    public async Task CreateEndpoint_NameTaken_IsRefusedAndNothingChanges()
    {
        await AServedModelAsync();
        var page = Render<ModelPage>(p => p.Add(m => m.Name, "pets"));
        page.WaitForElement("#endpoint-2").Change("pets");

        await page.FindAll(".details-actions form")[1].SubmitAsync();

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[role=alert]")));
        Assert.Equal(1, (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets", CancellationToken.None))!.StableVersion);
    }

    [Fact]
    public async Task CreateEndpoint_NewName_OpensItsPage()
    {
        await AServedModelAsync();
        var page = Render<ModelPage>(p => p.Add(m => m.Name, "pets"));
        page.WaitForElement("#endpoint-2").Change("pets-next");

        await page.FindAll(".details-actions form")[1].SubmitAsync();

        Assert.Equal(2, (await Services.GetRequiredService<EndpointQueries>().FindAsync("pets-next", CancellationToken.None))!.StableVersion);
        Assert.EndsWith("/endpoints/pets-next", Services.GetRequiredService<NavigationManager>().Uri);
    }

    [Fact]
    public async Task Dispose_BothPages_LeaveNoSubscription()
    {
        await AServedModelAsync();
        Render<ModelsPage>().WaitForElement("tr[data-row]");
        Render<ModelPage>(p => p.Add(m => m.Name, "pets")).WaitForElement("tr[data-row]");

        await DisposeComponentsAsync();

        Assert.Equal(0, Services.GetRequiredService<ChangeBell>().SubscriptionCount);
        Assert.Equal(0, CircuitClock.ListenerCount);
    }

    private async Task AServedModelAsync()
    {
        await Seed.ModelAsync("pets", 2);
        await Seed.EndpointAsync("pets", "pets");
        await Seed.SplitAsync("pets", (1, 9000), (2, 1000));
    }
}
