using Prakerja.Silo.Startup;

namespace Prakerja.Api;

/// <summary>What somebody who has just started the system wants to know.</summary>
internal static class StartupBanner
{
    /// <summary>
    /// Prints it once the system serves. The first management key is shown at the start that made it and
    /// never again.
    /// </summary>
    public static void PrintBannerOnStart(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var data = app.Services.GetRequiredService<DataDirectory>();
        foreach (var url in app.Urls)
        {
            Console.WriteLine($"Kartu Prakerja serves at {url} ({app.Environment.EnvironmentName}).");
            Console.WriteLine($"  API, to read and try   {url}/docs");
            Console.WriteLine($"  ready?                 {url}/health/ready");
        }

        Console.WriteLine($"  data                   {data.Path}");
        // An API node without a silo makes no key, and has none to tell.
        app.Services.GetService<FirstManagementKey>()?.Print();
        Console.WriteLine("Ctrl-C stops it.");
    });
}
