using Bunit;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace ControlPlane.Web.Tests.Features;

public sealed class WebhookPagesTests : PageContext
{
    [Fact]
    public void List_WithoutWebhooks_OffersTheFirst()
    {
        var page = Render<WebhooksPage>();

        page.WaitForAssertion(() => Assert.Contains("Nobody outside is told yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_WithADelivery_SaysThatItIsBeingSent()
    {
        await MakeAsync(new WebhookDraft { Url = "https://93.184.216.34/x", Events = [EventTypes.DriftDetected] });
        await Services.GetRequiredService<TestWebhookCommand>().RunAsync("alerts", Actors.AtScreen, CancellationToken.None);

        var page = Render<WebhooksPage>();

        page.WaitForAssertion(() => Assert.Contains("Sending", page.Markup, StringComparison.Ordinal));
        Assert.Contains("drift.detected, as CloudEvents", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_Tried_ShowsTheDeliveryAndSendsItAgain()
    {
        await MakeAsync(new WebhookDraft { Url = "https://93.184.216.34/x" });
        var page = Render<WebhookPage>(p => p.Add(x => x.Name, "alerts"));
        page.WaitForAssertion(() => Assert.Contains("Nothing was delivered yet", page.Markup, StringComparison.Ordinal));

        await page.Find("button.button-primary").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("webhook.test", page.Markup, StringComparison.Ordinal));
        await page.Find("button[aria-label^='Send webhook.test']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Contains("repeats 1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhook_Unknown_SaysSo()
    {
        var page = Render<WebhookPage>(p => p.Add(x => x.Name, "gone"));

        page.WaitForAssertion(() => Assert.Contains("There is no webhook 'gone'.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_WithAPrivateAddress_SaysWhyNotAndThenShowsTheSecretOnce()
    {
        var page = Render<EditWebhookPage>();
        page.Find("#webhook-name").Change("alerts");
        page.Find("#webhook-url").Change("http://10.0.0.1/x");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("a private address or this machine itself", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        page.Find("#webhook-url").Change("https://93.184.216.34/x");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("whsec_", page.Markup, StringComparison.Ordinal));
    }

    private async Task MakeAsync(WebhookDraft draft)
    {
        var saved = await Services.GetRequiredService<SaveWebhookCommand>().RunAsync(new SaveWebhookRequest("alerts", draft, null, 0), Actors.AtScreen, CancellationToken.None);
        Assert.True(saved.IsAccepted, saved.Refusal?.ToString());
    }
}
