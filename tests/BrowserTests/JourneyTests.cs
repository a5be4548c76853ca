using System.Globalization;
using System.Text.RegularExpressions;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ControlPlane.BrowserTests;

/// <summary>The main job as a person does it, with callers asking the agent all the while.</summary>
public sealed class JourneyTests(Site site) : BrowserTest(site), IClassFixture<Site>
{
    private const string Body = """{"inputs":[{"name":"x","shape":[1,4],"datatype":"FP32","data":[0,0,0,0]}]}""";
    private const string RangeOfV2 = "input[type=range][aria-label='Share of v2']";
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 30_000 };

    [BrowserFact]
    public async Task Traffic_SplitByDragging_MovesLiveIsRolledBackAndUndoneAndSurvivesAReload()
    {
        await Site.ResetAsync();
        await using var callers = SteadyLoad.Start([Site.Agent], "pets", Body, callers: 4, TimeSpan.FromMilliseconds(25));
        var page = await Site.OpenAsync("endpoints/pets");
        await Expect(Bar(page, "Set: v1 90 % and v2 10 %.", "v1 (8|9)")).ToBeVisibleAsync(Patient);

        await DragToHalfAsync(page);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Apply: v1 90 % → 50 %") }).ClickAsync();
        await Expect(Bar(page, "Set: v1 50 % and v2 50 %.", "v1 (4|5)")).ToBeVisibleAsync(Patient);
        await Expect(page.Locator("canvas").First).ToBeVisibleAsync(Patient);
        await DrawnAsync(page);

        await page.Locator("button[data-roll-back]").ClickAsync();
        await Expect(Bar(page, "Set: v1 100 %", "v1 100 %")).ToBeVisibleAsync(Patient);

        await Site.ResetAsync();
        await page.ReloadAsync();
        await Expect(Bar(page, "Set: v1 90 % and v2 10 %.", "v1 (8|9)")).ToBeVisibleAsync(Patient);
        var answers = await callers.StopAsync();

        Assert.Empty(answers.Where(a => a.Status != 200).Select(a => $"{a.Status} {a.Body}").Take(3));
        Assert.Empty(Site.ComplaintsOf(page));
    }

    private static ILocator Bar(IPage page, string set, string actual) =>
        page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex($"{Regex.Escape(set)}.*Actual: {actual}") }).First;

    private static async Task DragToHalfAsync(IPage page)
    {
        var box = await page.Locator(RangeOfV2).BoundingBoxAsync();
        await page.Mouse.MoveAsync(box!.X + (box.Width * 0.1f), box.Y + (box.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f), box.Y + (box.Height / 2), new() { Steps = 40 });

        // Where the thumb was grabbed decides the last pixels; a hand corrects them by eye.
        for (var pixel = 1; pixel <= 20 && await page.Locator(RangeOfV2).InputValueAsync() is var value && value != "5000"; pixel++)
            await page.Mouse.MoveAsync(box.X + (box.Width * 0.5f) + (int.Parse(value, CultureInfo.InvariantCulture) < 5000 ? pixel : -pixel), box.Y + (box.Height / 2));
        await page.Mouse.UpAsync();
        await Expect(page.Locator(RangeOfV2)).ToHaveValueAsync("5000");
    }

    /// <summary>Waits until the first chart holds more than a frame: it is drawn after it appears.</summary>
    private static async Task DrawnAsync(IPage page) => await page.WaitForFunctionAsync(
        """
        () => {
          const canvas = document.querySelector('canvas');
          const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let ink = 0;
          for (let i = 3; i < data.length; i += 4) if (data[i] !== 0) ink++;
          return ink > 500;
        }
        """,
        null,
        new() { PollingInterval = 100 });
}
