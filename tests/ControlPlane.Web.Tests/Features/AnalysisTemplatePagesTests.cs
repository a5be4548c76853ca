using Bunit;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Features.Analysis;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class AnalysisTemplatePagesTests : PageContext
{
    [Fact]
    public void List_WithoutTemplates_OffersTheFirst()
    {
        var page = Render<AnalysisTemplatesPage>();

        page.WaitForAssertion(() => Assert.Contains("No template yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Template_WithVersions_ShowsParametersAndWhatDeletingDoes()
    {
        await AddAsync();

        var page = Render<AnalysisTemplatePage>(p => p.Add(x => x.Name, "errors"));

        page.WaitForAssertion(() => Assert.Contains("must be given", page.Markup, StringComparison.Ordinal));
        Assert.Contains("1 version can be named no more. No active rollout uses it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Template_ThatIsNotThere_SaysSo()
    {
        var page = Render<AnalysisTemplatePage>(p => p.Add(x => x.Name, "none"));

        page.WaitForAssertion(() => Assert.Contains("There is no analysis template", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Try_AParameterCalledLikeAnotherField_HasAnIdOfItsOwn()
    {
        await Seed.ModelAsync("pets", 1);
        await Seed.EndpointAsync("pets", "pets");

        var panel = Render<TryPanel>(p => p
            .Add(t => t.Name, "errors")
            .Add(t => t.Parameters, [new TemplateParameter("endpoint", ParameterType.Number)])
            .Add(t => t.Draft, () => new TemplateDraft("", [])));

        panel.WaitForElement("#try-parameter-endpoint");
        var ids = panel.FindAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Edit_WithAnUnknownMetric_SaysWhereAndSavesNothing()
    {
        await AddAsync();
        var page = Render<EditTemplatePage>(p => p.Add(x => x.Name, "errors"));
        page.WaitForAssertion(() => Assert.Equal("limit", page.Find("[aria-label='Name of parameter 1']").GetAttribute("value")));

        await page.Find("[aria-label='Remove parameter 1']").ClickAsync(new());
        await page.Find("#template-content").ChangeAsync(new() { Value = """{"checks":[{"metric":"happiness","maximum":1}]}""" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("checks[0].metric is 'happiness'", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Try_WithoutAnEndpoint_SaysWhyNothingCanBeAsked()
    {
        await AddAsync();

        var page = Render<AnalysisTemplatePage>(p => p.Add(x => x.Name, "errors"));

        page.WaitForAssertion(() => Assert.Contains("There is no endpoint yet", page.Markup, StringComparison.Ordinal));
    }

    private async Task AddAsync()
    {
        var draft = new TemplateDraft("""{"checks":[{"metric":"error-share","maximum":"{{args.limit}}"}]}""", [new TemplateParameter("limit", ParameterType.Number)]);
        var outcome = await Services.GetRequiredService<AddTemplateVersionCommand>().RunAsync(new AddTemplateVersionRequest("errors", draft, IsNew: true), Actors.AtScreen, CancellationToken.None);
        Assert.True(outcome.IsAccepted, outcome.Refusal?.ToString());
    }
}
