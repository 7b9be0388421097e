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
    /// <summary>The route of each page with the addresses that the tests open.</summary>
    private static readonly Dictionary<string, string[]> Addresses = new(StringComparer.Ordinal)
    {
        [""] = ["/"],
        ["gelombang/{number:int}"] = ["/gelombang/{wave}"],
        ["katalog"] = ["/katalog", "/katalog?cari=excel&platform=tokopedia"],
        ["mitra-resmi"] = ["/mitra-resmi"],
        ["sertifikat"] = ["/sertifikat", "/sertifikat?nomor=tidak-ada", "/sertifikat?nomor={certificate}"],
        ["status"] = ["/status"],
        ["gaya"] = ["/gaya"],
        ["galat"] = ["/tidak-ada"],
        ["daftar"] = ["/daftar", "/daftar?langkah=1&salah=ya", "/daftar?langkah=2", "/daftar?langkah=3"],
        ["daftar/kode"] = ["/daftar/kode"],
        ["masuk"] = ["/masuk"],
        ["masuk/kode"] = ["/masuk/kode"],
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
        Routes(system).Except(Addresses.Keys, StringComparer.Ordinal);

    public static IEnumerable<string> Of(FinishedPerson finished)
    {
        ArgumentNullException.ThrowIfNull(finished);
        return Addresses.Values.SelectMany(addresses => addresses).Select(address => address
            .Replace("{wave}", finished.Wave, StringComparison.Ordinal)
            .Replace("{certificate}", Uri.EscapeDataString(finished.Certificate), StringComparison.Ordinal)
            .Replace("{complaint}", finished.Complaint, StringComparison.Ordinal));
    }
}
