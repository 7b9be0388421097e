using Microsoft.Playwright;

namespace Prakerja.Pages.Tests.Fixtures;

/// <summary>Pictures of pages, for people to look at: artifacts/screenshots/.</summary>
public static class Screenshots
{
    private static readonly string Folder =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    public static async Task Shoot(this IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}
