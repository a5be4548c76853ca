using ControlPlane.TestKit.Documents;
using Microsoft.Playwright;

namespace ControlPlane.BrowserTests.Documents;

/// <summary>Pictures of pages for the documents. They lie below <c>artifacts</c> until <c>./dev pictures</c> puts them into <c>docs/images</c>.</summary>
internal static class Pictures
{
    /// <summary>Where they are written.</summary>
    public static string Folder { get; } = Repository.PathOf("artifacts/pictures");

    /// <summary>Takes what the window shows now.</summary>
    /// <param name="page">A page that has drawn what it has.</param>
    /// <param name="name">Without its ending.</param>
    public static Task TakeAsync(IPage page, string name)
    {
        Directory.CreateDirectory(Folder);
        return page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }
}
