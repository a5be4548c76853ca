using Bunit;
using ControlPlane.Web.Components.Live;

namespace ControlPlane.Web.Tests.Components.Live;

public sealed class LiveViewTests : ComponentContext
{
    [Fact]
    public void View_AnswerPending_ShowsTheShapeAndNoData()
    {
        var view = RenderView(new FakeQuery());

        Assert.Equal("Loading", view.Find("[role=status]").GetAttribute("aria-label"));
        Assert.DoesNotContain("the data", view.Markup);
    }

    [Fact]
    public void View_Answered_ShowsTheData()
    {
        var view = RenderView(new FakeQuery { HasAnswer = true });

        Assert.Equal("the data", view.Markup.Trim());
    }

    [Fact]
    public void View_FailedAtFirst_SaysWhyAndAsksAgain()
    {
        var query = new FakeQuery { Failure = "The control plane could not read this." };
        var view = RenderView(query);
        Assert.Contains("could not read this", view.Find("[role=alert]").TextContent);

        view.Find("button").Click();

        Assert.Equal(1, query.Asked);
    }

    [Fact]
    [Trait("Fault", "F74")]
    public void View_FailedLater_KeepsTheDataAndSaysHowOldItIs()
    {
        var view = RenderView(new FakeQuery { HasAnswer = true, Failure = "It failed.", AnsweredAt = Now.AddSeconds(-12) });

        Assert.Contains("Showing what was true 12 s ago. It failed.", view.Find(".stale").TextContent);
        Assert.Contains("the data", view.Markup);
    }

    private IRenderedComponent<LiveView> RenderView(FakeQuery query) => Render<LiveView>(p => p.Add(v => v.Query, query).AddChildContent("the data"));

    private sealed class FakeQuery : ILiveQuery
    {
        public bool HasAnswer { get; init; }

        public string? Failure { get; init; }

        public DateTimeOffset? AnsweredAt { get; init; }

        public int Asked { get; private set; }

        public Task AskAsync()
        {
            Asked++;
            return Task.CompletedTask;
        }
    }
}
