using Bunit;
using ControlPlane.Data.Access;
using ControlPlane.Web.Features.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class TokensPageTests : PageContext
{
    [Fact]
    public void Page_NoTokens_TeachesHowToMakeOne()
    {
        var page = Render<TokensPage>();

        page.WaitForAssertion(() => Assert.Contains("There is no token yet.", page.Markup));
    }

    [Fact]
    public async Task Page_TokenMade_ShowsItsSecretOnce_AndRevoked_SaysSo()
    {
        var page = Render<TokensPage>();
        await MakeAsync(page, "deployer@staging");

        var row = Assert.Single(await Services.GetRequiredService<ApiTokenQueries>().ListAsync(CancellationToken.None));
        page.WaitForAssertion(() => Assert.Contains($"cpt_{row.Id}_", page.Find("[role=status]").TextContent));
        Assert.Equal("Good", page.Find(".chip").TextContent.Trim());

        await page.FindAll(".button-danger")[^1].ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("Revoked", page.Find(".chip").TextContent.Trim()));
        Assert.DoesNotContain("cpt_", Render<TokensPage>().Markup);
    }

    [Fact]
    public async Task Page_GrantsThatAreNone_SaysWhatWouldBeRight()
    {
        var page = Render<TokensPage>();

        await MakeAsync(page, "emperor@staging");

        page.WaitForAssertion(() => Assert.Contains("use viewer, operator, deployer, approver, admin", page.Find("[role=alert]").TextContent));
    }

    private static async Task MakeAsync(IRenderedComponent<TokensPage> page, string grants)
    {
        await page.Find("#token-name").ChangeAsync(new() { Value = "ci" });
        await page.Find("#token-grants").ChangeAsync(new() { Value = grants });
        await page.Find("form").SubmitAsync(new());
    }
}
