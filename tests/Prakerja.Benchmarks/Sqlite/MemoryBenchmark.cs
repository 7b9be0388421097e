using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Hosting.Embedded;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>
/// Measures the memory of one active participant: the real silo, people who have signed up, taken the test and joined a
/// wave, and the managed heap after a full collection with and without them.
/// </summary>
internal static class MemoryBenchmark
{
    private const int AtOnce = 256;
    private const string RightAnswers = "aaaaaacbdacebabdac";

    public static async Task<int> RunAsync(SqliteBenchmarkArguments arguments)
    {
        Report.RequireSection(arguments.Write, "memory");
        var directory = Path.Combine(arguments.Directory, Guid.NewGuid().ToString("N"));
        try
        {
            var report = await MeasureAsync(directory, arguments.Participants);
            Console.WriteLine(report);
            if (arguments.Write is { } file) await Report.WriteAsync(file, "memory", report);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<string> MeasureAsync(string directory, int people)
    {
        var starting = Stopwatch.GetTimestamp();
        using var host = await StartAsync(directory);
        var started = Stopwatch.GetElapsedTime(starting);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var identity = host.Services.GetRequiredService<IdentityKey>();
        await PlanAsync(grains, host.Services.GetRequiredService<ProgrammeClock>().GetUtcNow());

        // The first tenth warms up what exists once: code, pools, caches.
        var warm = people / 10;
        await JoinAsync(grains, identity, 0, warm);
        var before = Heap();
        await JoinAsync(grains, identity, warm, people);
        var each = (Heap() - before) / (double)(people - warm);
        await host.StopAsync();
        return string.Create(CultureInfo.InvariantCulture, $"""
            | | |
            |---|---:|
            | managed memory per active participant who has joined a wave | {each:N0} B |
            | participants measured | {people - warm:N0} |
            | silo and store ready after | {started.TotalSeconds:0.0} s |

            {Report.Machine()}.
            """);
    }

    private static async Task<IHost> StartAsync(string directory)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new("Prakerja:Data", directory)]);
        builder.Logging.ClearProviders();
        builder.AddEmbeddedSilo();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task PlanAsync(IGrainFactory grains, DateTimeOffset now)
    {
        var plan = new WavePlan(
            21, now, now.AddDays(7), now.AddDays(8), now.AddDays(9), 16,
            [new ProvinceQuota(new ProvinceCode(32), 1_000, [])]);
        var wave = grains.GetGrain<IWaveGrain>(WaveKey.Of(21));
        var planned = await wave.Plan(plan, "bench", new RequestId("plan", "plan"));
        Require(planned.Refusal);
    }

    private static Task JoinAsync(IGrainFactory grains, IdentityKey identity, int from, int to) =>
        Parallel.ForEachAsync(
            Enumerable.Range(from, to - from),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (number, _) =>
            {
                var person = Person(number, identity);
                var key = ParticipantKey.Of(person.Nik, identity);
                var participant = grains.GetGrain<IParticipantGrain>(key);
                Require((await participant.Register(new(person))).Refusal);
                Require((await participant.StartTest()).Refusal);
                Require((await participant.AnswerTest(new(RightAnswers, Submit: true))).Refusal);
                Require((await participant.Join(21, new RequestId(key[2..], key))).Refusal);
            });

    private static long Heap()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    internal static Profile Person(int number, IdentityKey identity)
    {
        var regency = RegencyCode.TryParse("3273", out var code) ? code : default;
        var birth = new DateOnly(1970, 1, 1).AddDays(number / 9_000);
        _ = FamilyCardNumber.TryParse(Text($"327301{number / 9_000:D6}{(number % 9_000) + 1:D4}"), out var familyCard);
        _ = PhoneNumber.TryParse(Text($"0812{number:D8}"), out var phone);
        return new Profile(
            Nik.Create(regency, 1, birth, Sex.Female, (number % 9_000) + 1),
            familyCard,
            ClaimValues.Household(identity, familyCard),
            Text($"Siti Nurhaliza Putri {number}"),
            birth,
            Sex.Female,
            Text($"Dewi Kartika {number}"),
            Text($"siti.nurhaliza.{number}@contoh.test"),
            phone,
            regency.Province,
            Employment.JobSeeker,
            InFormalEducation: false);
    }

    // Each person has their own string objects, as with real requests.
    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static void Require(Refusal? refusal)
    {
        if (refusal is not null) throw new InvalidOperationException($"The benchmark was refused: {refusal.Code}.");
    }
}
