namespace Prakerja.Load.Phases;

/// <summary>A course of one of the providers of the run.</summary>
/// <param name="Provider">Index of the provider, below <see cref="Parties.Providers"/>.</param>
internal sealed record Course(int Provider, string Name, string Title, long Price, string PreTestKey);

/// <summary>All courses. Every platform sells all of them.</summary>
internal static class Courses
{
    /// <summary>Expensive courses: any two cost more than the balance of one card.</summary>
    public static IReadOnlyList<Course> Expensive { get; } =
    [
        new(0, "data", "Analisis Data untuk Pemula", 700_000, "abcde"),
        new(1, "kopi", "Membuka Kedai Kopi", 650_000, "bcdea"),
        new(2, "web", "Merancang Situs Web", 1_000_000, "cdeab"),
    ];

    /// <summary>Cheap courses: the balance can pay one after the first course.</summary>
    public static IReadOnlyList<Course> Cheap { get; } =
    [
        new(0, "lamaran", "Menulis Surat Lamaran", 150_000, "deabc"),
        new(1, "foto", "Foto Produk dengan Ponsel", 250_000, "eabcd"),
        new(2, "inggris", "Bahasa Inggris di Tempat Kerja", 300_000, "aabbc"),
    ];

    public static IReadOnlyList<Course> All { get; } = [.. Expensive, .. Cheap];

    public static Course Named(string name) => All.First(course => course.Name == name);
}
