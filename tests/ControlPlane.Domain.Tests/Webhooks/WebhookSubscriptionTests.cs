using ControlPlane.Domain.Tests.Routing;
using ControlPlane.Domain.Webhooks;

namespace ControlPlane.Domain.Tests.Webhooks;

public sealed class WebhookSubscriptionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly WebhookDraft Draft = new() { Url = "https://hooks.example/x" };

    [Theory]
    [InlineData(EventTypes.RolloutPaused, "pets", true)]
    [InlineData(EventTypes.RolloutPaused, "fraud", false)]
    [InlineData(EventTypes.RolloutStep, "pets", false)]
    [InlineData(EventTypes.RolloutPaused, null, false)]
    public void Takes_WithTypesAndEndpoint_OnlyWhatFitsBoth(string type, string? endpoint, bool expected)
    {
        var webhook = Made(Draft with { Events = [EventTypes.RolloutPaused, EventTypes.DriftDetected], Endpoint = "pets" });

        Assert.Equal(expected, webhook.Takes(type, endpoint));
    }

    [Fact]
    public void Takes_WithoutFilter_EverythingUnlessSwitchedOff()
    {
        Assert.All(EventTypes.All, type => Assert.True(Made(Draft).Takes(type, null)));
        Assert.False(Made(Draft with { IsEnabled = false }).Takes(EventTypes.RolloutStep, "pets"));
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("ftp://hooks.example", "is no address")]
    [InlineData("/relative", "is no address")]
    [InlineData("https://me:secret@hooks.example", "holds a user")]
    [InlineData("https://hooks.example#part", "holds a user, a password or a fragment")]
    public void Create_WrongAddress_IsRefusedWithTheField(string? url, string said)
    {
        var refusal = WebhookSubscription.Create("alerts", new WebhookDraft { Url = url }, "x", Now).Refusal!;

        Assert.Equal((WebhookRefusals.Invalid, "url"), (refusal.Code, refusal.Fields.Single().Field));
        Assert.Contains(said, refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SeveralProblems_NamesEach()
    {
        var refusal = WebhookSubscription.Create("No Name", new WebhookDraft { Events = ["rollout.danced"], Endpoint = "No" }, "x", Now).Refusal!;

        Assert.Equal(["name", "url", "events", "endpoint"], refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Change_WithoutAddressAndSecret_KeepsBoth()
    {
        var webhook = Made(Draft);

        var isChanged = webhook.Change(new WebhookDraft { Format = WebhookFormat.Slack }, null, Now);

        Assert.True(isChanged.Value);
        Assert.Equal(("https://hooks.example/x", "https://hooks.example/…", "hidden", 2L), (webhook.Url, webhook.ShownUrl, webhook.ProtectedSecret, webhook.ConcurrencyVersion));
        Assert.False(webhook.Change(new WebhookDraft { Format = WebhookFormat.Slack }, null, Now).Value);
        Assert.Equal(2, webhook.ConcurrencyVersion);
    }

    [Fact]
    public async Task EventTypes_EachOfThem_StandsInTheDocumentation()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(GoldenFile.Repository, "docs", "webhooks.md"));

        Assert.All(EventTypes.All, type => Assert.Contains($"`{type}`", text, StringComparison.Ordinal));
    }

    private static WebhookSubscription Made(WebhookDraft draft) => WebhookSubscription.Create("alerts", draft, "hidden", Now).Value;
}
