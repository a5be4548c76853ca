using Bunit;
using ControlPlane.Web.Shell;
using ControlPlane.Web.Tests.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Tests.Shell;

public sealed class ShellTests : ComponentContext
{
    [Theory]
    [InlineData("dark", Theme.Dark)]
    [InlineData("light", Theme.Light)]
    [InlineData("system", Theme.System)]
    [InlineData(null, Theme.System)]
    [InlineData("<script>", Theme.System)]
    public void ThemeCookie_AnyWord_IsOneOfThree(string? word, Theme expected) => Assert.Equal(expected, ThemeCookie.Parse(word));

    [Fact]
    public void ThemeSwitch_Pressed_TellsTheBrowserAndShowsTheChoice()
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<string>("readTheme").SetResult("system");
        var themes = Render<ThemeSwitch>();

        themes.Find("button[aria-label=Dark]").Click();

        Assert.Equal("dark", module.Invocations.Single(i => i.Identifier == "setTheme").Arguments[0]);
        Assert.Equal("true", themes.Find("button[aria-label=Dark]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void PageErrorBoundary_PageThrows_NamesTheLogEntryAndHidesTheException()
    {
        var boundary = Render<PageErrorBoundary>(p => p.AddChildContent<Throwing>());

        Assert.Contains("This page stopped working", boundary.Find("[role=alert]").TextContent);
        Assert.Matches("^[0-9a-f]{12}$", boundary.Find("code").TextContent);
        Assert.DoesNotContain("secret detail", boundary.Markup);
    }

    [Fact]
    public async Task ViewerTime_ZoneTold_ShowsTheViewersClock()
    {
        var module = JSInterop.SetupModule("./js/shell.js");
        module.Setup<string>("readTimeZone").SetResult("Asia/Kolkata");
        var time = new ViewerTime(JSInterop.JSRuntime);

        await time.LearnZoneAsync();

        Assert.Equal("17:30:00", time.Clock(Now));
        Assert.Equal("2026-03-01 17:30:00.000 Asia/Kolkata", time.Exact(Now));
    }

    [Fact]
    public async Task ViewerTime_ZoneUnknownHere_StaysWithUtc()
    {
        JSInterop.SetupModule("./js/shell.js").Setup<string>("readTimeZone").SetResult("Mars/Olympus");
        var time = new ViewerTime(JSInterop.JSRuntime);

        await time.LearnZoneAsync();

        Assert.Equal("UTC", time.ZoneName);
    }

    private sealed class Throwing : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("secret detail");
    }
}
