using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Prakerja.Pages.Tests.Fixtures;

/// <summary>Waits for addresses, and pictures for people to look at: artifacts/screenshots/.</summary>
public static class PageExtensions
{
    private static readonly string Folder =
        Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;

    /// <summary>
    /// Waits until the address matches. Playwright's own wait for an address also waits for an event that it may have
    /// missed.
    /// </summary>
    public static Task Reaches(this IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = 10_000 });

    public static async Task Shoot(this IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, name + ".png"), FullPage = true });
    }
}
