using ControlPlane.TestKit;
using ControlPlane.TestKit.Documents;
using ControlPlane.TestKit.Processes;
using Microsoft.Playwright;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>The tutorial as a reader goes through it: its commands are typed, what they print is compared, its pages are opened and its pictures taken.</summary>
public sealed class TutorialTests
{
    private const string Page = "docs/tutorial.md";
    private const string Folder = "data/tutorial";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [BrowserFact]
    public async Task Commands_OfThePage_PrintWhatItShows()
    {
        using var folder = new TemporaryFolder();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Browsers.Path, Args = Browsers.Arguments });
        await using var shell = Shell.Start();
        var (printed, address, pictures) = ("", "", 0);

        foreach (var part in TutorialPart.Of(Placed(Repository.Read(Page), folder)))
        {
            switch (part.Kind)
            {
                case TutorialPartKind.Commands:
                    printed = await shell.RunAsync(part.Text, Limit);
                    break;
                case TutorialPartKind.Output:
                    Assert.True(ExpectedOutput.IsMet(part.Text, printed), $"The page shows\n{part.Text}\nbut what was printed is\n{printed}");
                    break;
                case TutorialPartKind.Address:
                    address = part.Text;
                    break;
                case TutorialPartKind.Picture:
                    await ShowAsync(browser, address, part.Text);
                    pictures++;
                    break;
                default:
                    throw new InvalidOperationException($"Nothing is done about {part.Kind}.");
            }
        }

        Assert.True(pictures > 0, "The page shows no picture.");
    }

    // On ports that are free and in a folder of the test's own; everything else is what the reader types.
    private static string Placed(string page, TemporaryFolder folder)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        foreach (var port in (string[])["5080", "5101", "5102"])
            page = page.Replace(port, $"{FreePort.Next()}", StringComparison.Ordinal);
        return page
            .Replace(Folder, folder.Combine("tutorial"), StringComparison.Ordinal)
            .Replace("/release:", $"/{configuration}:", StringComparison.Ordinal);
    }

    private static async Task ShowAsync(IBrowser browser, string address, string picture)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync(address);
        await page.Locator("main h1").WaitForAsync();
        await page.Locator("main .panel").First.WaitForAsync();
        await Pictures.TakeAsync(page, picture);
        await page.CloseAsync();
        Assert.Empty(complaints);
    }
}
