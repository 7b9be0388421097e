using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>What a first visit costs on a phone plan: bytes over the wire and requests.</summary>
public sealed class PageWeightTests(RunningPages system)
{
    private const int BytesMax = 50 * 1024;
    private const int RequestsMax = 4;

    [Fact]
    public async Task Every_page_is_small_at_the_first_visit()
    {
        var finished = await FinishedPerson.Of(system);
        var heavy = new List<string>();
        foreach (var address in EveryPage.Of(finished))
        {
            await using var context = await system.OpenAs(finished, "id", ColorScheme.Light);
            var page = await context.NewPageAsync();
            var requests = new List<Microsoft.Playwright.IRequest>();
            page.RequestFinished += (_, request) => requests.Add(request);
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            var counted = requests
                .Where(request => !request.Url.Contains(".mp4", StringComparison.Ordinal)
                    && !request.Url.Contains(".vtt", StringComparison.Ordinal)
                    && request.RedirectedTo is null)
                .ToList();
            var bytes = 0;
            foreach (var request in counted)
            {
                var sizes = await request.SizesAsync();
                bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
            }

            Assert.NotEqual(0, bytes);
            if (bytes > BytesMax || counted.Count > RequestsMax)
                heavy.Add($"{address}: {bytes} bytes, {counted.Count} requests");
        }

        Assert.Empty(heavy);
    }
}
