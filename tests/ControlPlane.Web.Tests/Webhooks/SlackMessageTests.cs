using System.Text.Json;
using ControlPlane.Web.Features.Webhooks;

namespace ControlPlane.Web.Tests.Webhooks;

public sealed class SlackMessageTests
{
    private const string Event = """
        {"type": "rollout.rolled-back", "subject": "rollouts/r1", "time": "2026-03-01T12:00:00Z",
         "data": {"endpoint": "pets", "sentence": "12 % of answers are <NaN>.", "links": {"page": "/rollouts/r1"}}}
        """;

    [Fact]
    public void Of_WhereAnAddressIsKnown_LinksToThePage() =>
        Assert.EndsWith(" · <https://control.example/rollouts/r1|Open it>", ContextOf(new Uri("https://control.example")), StringComparison.Ordinal);

    [Fact]
    public void Of_WhereNoneIsKnown_CarriesNoLink() => Assert.EndsWith("rollouts/r1", ContextOf(null), StringComparison.Ordinal);

    [Fact]
    public void Of_MarkupInASentence_IsShownAsItIs() =>
        Assert.Contains("&lt;NaN&gt;", JsonSerializer.Deserialize<JsonElement>(SlackMessage.Of(Event, null)).GetProperty("text").GetString(), StringComparison.Ordinal);

    private static string ContextOf(Uri? home) => JsonSerializer.Deserialize<JsonElement>(SlackMessage.Of(Event, home))
        .GetProperty("blocks")[1].GetProperty("elements")[0].GetProperty("text").GetString()!;
}
