using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Commits to start a test from.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Opens = new(2021, 9, 16, 5, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Closes = new(2021, 9, 19, 17, 0, 0, TimeSpan.Zero);

    public static GrainKey Person(int number) => new("participant", "p-" + Hash(number));

    public static KeyedHash Hash(int number) => new((ulong)number * 0x9E3779B97F4A7C15, (ulong)number);

    public static Claim Email(int number) => new(ClaimKind.Email, Hash(number));

    public static Commit Commit(int person, long? version = null, int? events = null) => new()
    {
        Grain = Person(person),
        ExpectedVersion = version,
        State = System.Text.Encoding.UTF8.GetBytes($$"""{"person":{{person}},"after":{{version ?? 0}}}"""),
        Events = [.. Enumerable.Range(0, events ?? 1).Select(i => new NewEvent("joined", Opens, "{}"u8.ToArray()))],
    };

    public static Commit OpenWave(int wave, long? version = null, bool closed = false) => new()
    {
        Grain = new GrainKey("wave", $"w-{wave}"),
        ExpectedVersion = version,
        State = "{}"u8.ToArray(),
        Gate = new WaveGate(wave, Opens, Closes, closed),
    };

    public static RollEntry Entry(int wave, int person, DateTimeOffset? at = null, int household = 0) => new(
        wave, person % 4, Hash(person), Hash(household), new ProvinceCode(31), 2, null, at ?? Opens);
}
