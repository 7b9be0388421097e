using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>
/// The addresses of all pages. The pages come from the running program: a page without an address here fails a test.
/// </summary>
public static class EveryPage
{
    private const int AtTheSameTime = 3;

    /// <summary>The route of each page for everybody, with the addresses that the tests open.</summary>
    private static readonly Dictionary<string, string[]> Public = new(StringComparer.Ordinal)
    {
        [""] = ["/"],
        ["gelombang/{number:int}"] = ["/gelombang/{wave}"],
        ["katalog"] = ["/katalog", "/katalog?cari=excel&platform=tokopedia"],
        ["mitra-resmi"] = ["/mitra-resmi"],
        ["sertifikat"] = ["/sertifikat", "/sertifikat?nomor=tidak-ada", "/sertifikat?nomor={certificate}"],
        ["status"] = ["/status"],
        ["gaya"] = ["/gaya"],
        ["galat"] = ["/tidak-ada"],
        ["daftar"] =
        [
            "/daftar", "/daftar?langkah=1&salah=ya", "/daftar?langkah=2", "/daftar?langkah=3", "/daftar?langkah=4",
        ],
        ["daftar/kode"] = ["/daftar/kode"],
        ["masuk"] = ["/masuk"],
        ["masuk/kode"] = ["/masuk/kode"],
    };

    /// <summary>The same for the pages of a participant.</summary>
    private static readonly Dictionary<string, string[]> OwnPages = new(StringComparer.Ordinal)
    {
        ["dasbor"] = ["/dasbor", "/dasbor?hasil=gabung"],
        ["tes"] = ["/tes"],
        ["video"] = ["/video"],
        ["video/{number:int}"] = ["/video/1"],
        ["kartu"] = ["/kartu"],
        ["pelatihan"] = ["/pelatihan"],
        ["pelatihan/{number:int}"] = ["/pelatihan/1"],
        ["insentif"] = ["/insentif"],
        ["pengaduan"] = ["/pengaduan"],
        ["pengaduan/{number}"] = ["/pengaduan/{complaint}"],
        ["profil"] = ["/profil"],
        ["keluar"] = ["/keluar"],
        ["lanjut"] = ["/lanjut"],
    };

    /// <summary>Pages that have all components between them.</summary>
    private static readonly string[] Representative = ["/", "/daftar", "/dasbor", "/tes", "/pelatihan/1", "/insentif"];

    /// <summary>True when each page is looked at in both languages, in light and in dark.</summary>
    public static bool IsFullRun { get; } = Environment.GetEnvironmentVariable("PRAKERJA_PAGES_FULL") == "1";

    public static IEnumerable<string> Routes(RunningPages system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return system.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/'))
            .Distinct();
    }

    public static IEnumerable<string> WithoutAddress(RunningPages system) =>
        Routes(system).Except(Public.Keys.Concat(OwnPages.Keys), StringComparer.Ordinal);

    public static IEnumerable<string> Of(FinishedPerson finished) =>
        ForEverybody(finished).Concat(ForParticipant(finished));

    public static IEnumerable<string> ForEverybody(FinishedPerson finished) => Of(finished, Public);

    public static IEnumerable<string> ForParticipant(FinishedPerson finished) => Of(finished, OwnPages);

    /// <summary>The representative ones of some addresses; in a full run all of them.</summary>
    public static IEnumerable<string> RepresentativeOf(IEnumerable<string> addresses) =>
        addresses.Where(address => IsFullRun || Representative.Contains(address));

    /// <summary>Opens all addresses, some at the same time, and looks at each.</summary>
    public static async Task Visit(
        this IBrowserContext context, IEnumerable<string> addresses, Func<IPage, string, Task> look)
    {
        ArgumentNullException.ThrowIfNull(context);
        var left = new ConcurrentQueue<string>(addresses);
        await Task.WhenAll(Enumerable.Range(0, AtTheSameTime).Select(async _ =>
        {
            var page = await context.NewPageAsync();
            while (left.TryDequeue(out var address))
            {
                await page.GotoAsync(address);
                await look(page, address);
            }

            await page.CloseAsync();
        }));
    }

    private static IEnumerable<string> Of(FinishedPerson finished, Dictionary<string, string[]> pages)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return pages.Values.SelectMany(addresses => addresses).Select(address => address
            .Replace("{wave}", finished.Wave, StringComparison.Ordinal)
            .Replace("{certificate}", Uri.EscapeDataString(finished.Certificate), StringComparison.Ordinal)
            .Replace("{complaint}", finished.Complaint, StringComparison.Ordinal));
    }
}
