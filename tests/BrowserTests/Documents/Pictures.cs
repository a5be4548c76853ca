using ControlPlane.TestKit.Documents;
using Microsoft.Playwright;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>Pictures of pages for the documents. They lie below <c>artifacts</c> until <c>./dev pictures</c> puts them into <c>docs/images</c>.</summary>
internal static class Pictures
{
    /// <summary>Where they are written.</summary>
    public static string Folder { get; } = Repository.PathOf("artifacts/pictures");

    // A chart is a box until its script has drawn it.
    private const string AreChartsDrawn = "() => [...document.querySelectorAll('.chart-box')].every(box => box.querySelector('canvas, .chart-empty'))";

    /// <summary>Takes what the window shows, once its charts are drawn.</summary>
    /// <param name="page">A page that has what it shows.</param>
    /// <param name="name">Without its ending.</param>
    public static async Task TakeAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        await page.WaitForFunctionAsync(AreChartsDrawn);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }
}
