using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>
/// The real system in this process: its own SQLite directory, a real port, a clock that can be moved. Tests
/// speak HTTP with it; only what no client can see (the digits of a code) is taken from inside.
/// </summary>
public sealed class RunningApi : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("prakerja-api-");
    private WebApplication? app;

    /// <summary>Settings beyond the usual, as on the command line.</summary>
    public string[] Settings { get; init; } = [];

    /// <summary>All that was logged.</summary>
    public CapturedLogs Log { get; } = new();

    public HttpClient Http { get; private set; } = new();

    public IServiceProvider Services => app!.Services;

    public IdentityKey Identity => Services.GetRequiredService<IdentityKey>();

    public ProgrammeClock Clock => Services.GetRequiredService<ProgrammeClock>();

    public string DataPath => data.FullName;

    /// <summary>A key with every role, made when the system started for the first time.</summary>
    public string FirstKey { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        FirstKey = (await File.ReadAllTextAsync(Path.Combine(DataPath, "management.key"))).Trim();
        // The tests let days pass, and on 15 December all cards end: early in a year it is far.
        var now = Clock.GetUtcNow();
        await this.Pass(new DateTimeOffset(now.Year + 1, 2, 1, 3, 0, 0, TimeSpan.Zero) - now);
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        data.Delete(recursive: true);
    }

    /// <summary>Starts the system again on the same directory.</summary>
    public async Task StartAsync()
    {
        app = ApiProgram.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--environment=Development",
                $"--Prakerja:Data={DataPath}",
                "--Prakerja:Demo:Enabled=false",
                "--Prakerja:SourceLimits:Enabled=false",
                .. Settings,
            ],
            builder => builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Debug));
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/api/v1/") };
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        if (app is null) return;
        await app.StopAsync();
        await app.DisposeAsync();
        app = null;
    }
}
