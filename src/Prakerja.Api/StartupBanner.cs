using Microsoft.Extensions.Options;
using Prakerja.Api.Http;
using Prakerja.Silo.Startup;

namespace Prakerja.Api;

/// <summary>The lines that the program prints when it has started: its addresses and its data directory.</summary>
internal static class StartupBanner
{
    /// <summary>
    /// Prints the banner once the program accepts requests. The first management key is named only at the start
    /// that created it.
    /// </summary>
    public static void PrintBannerOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var showsPage = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.ApiPage;
        var data = app.Services.GetRequiredService<DataDirectory>();
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Kartu Prakerja serves at {url} ({app.Environment.EnvironmentName}).");
            Console.WriteLine($"  pages                  {url}/");
            if (showsPage) Console.WriteLine($"  API, to read and try   {url}/docs");
            Console.WriteLine($"  ready?                 {url}/health/ready");
        }

        Console.WriteLine($"  data                   {data.Path}");
        // An API node without a silo creates no key.
        app.Services.GetService<FirstManagementKey>()?.Print(app.Environment);
        Console.WriteLine("Ctrl-C stops it.");
    });
}
