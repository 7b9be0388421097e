extern alias api;

using System.Diagnostics;
using System.Globalization;
using api::Prakerja.Api.Auth;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Grains.Participants;
using Prakerja.Silo.Hosting.Embedded;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>
/// Measures the processor time of one token: issuing it with its device proof, opening it for the first time, and
/// opening it from the cache. One thread; each value is the fastest of several rounds, because other work on the
/// machine only adds.
/// </summary>
internal static class TokensBenchmark
{
    private const int Tokens = 20_000;
    private const int Rounds = 7;

    public static async Task<int> RunAsync(SqliteBenchmarkArguments arguments)
    {
        Report.RequireSection(arguments.Write, "tokens");
        var directory = Path.Combine(arguments.Directory, Guid.NewGuid().ToString("N"));
        try
        {
            var report = await MeasureAsync(directory);
            Console.WriteLine(report);
            if (arguments.Write is { } file) await Report.WriteAsync(file, "tokens", report);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Prakerja:Data", directory)]);
        builder.Logging.ClearProviders();
        builder.AddEmbeddedSilo();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SessionKeys>();
        builder.Services.AddSingleton<EarlierTokens>();
        builder.Services.AddSingleton<SessionTokens>();
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<SessionKeys>().LoadAsync(CancellationToken.None);
        var tokens = host.Services.GetRequiredService<SessionTokens>();

        var issued = new string[Tokens];
        var (issue, cold, warm) = (double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            issue = Math.Min(issue, await Time(i =>
            {
                issued[i] = tokens.IssueTo(ParticipantOf(i), new SessionView(1, 1 + i, 0)).Token;
                return ValueTask.CompletedTask;
            }));
            cold = Math.Min(cold, await Time(async i => Require((await tokens.VerifyAsync(issued[i])) is not null)));
            warm = Math.Min(warm, await Time(async i => Require((await tokens.OpenAsync(issued[i])).Refusal is null)));
        }

        await host.StopAsync();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | | microseconds of processor |
            |---|---:|
            | open a token for the first time | {cold:0.0} |
            | open it from the cache | {warm:0.0} |
            | issue a token with its device proof | {issue:0.0} |

            {Report.Machine()}.
            """);
    }

    private static string ParticipantOf(int index) => $"p-{index:x32}";

    private static async Task<double> Time(Func<int, ValueTask> step)
    {
        using var process = Process.GetCurrentProcess();
        process.Refresh();
        var before = process.TotalProcessorTime;
        for (var index = 0; index < Tokens; index++) await step(index);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMicroseconds / Tokens;
    }

    private static void Require(bool holds)
    {
        if (!holds) throw new InvalidOperationException("A token that was just issued is not accepted.");
    }
}
