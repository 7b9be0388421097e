namespace Prakerja.Load.Phases;

/// <summary>A course that the driver's providers teach.</summary>
/// <param name="Provider">Which of <see cref="Parties.Providers"/>.</param>
internal sealed record Course(int Provider, string Name, string Title, long Price, string PreTestKey);

/// <summary>What is on sale. Every platform sells all of it.</summary>
internal static class Courses
{
    /// <summary>Any two cost more than one card has.</summary>
    public static IReadOnlyList<Course> Dear { get; } =
    [
        new(0, "data", "Analisis Data untuk Pemula", 700_000, "abcde"),
        new(1, "kopi", "Membuka Kedai Kopi", 650_000, "bcdea"),
        new(2, "web", "Merancang Situs Web", 1_000_000, "cdeab"),
    ];

    /// <summary>What the balance pays after a first course.</summary>
    public static IReadOnlyList<Course> Cheap { get; } =
    [
        new(0, "lamaran", "Menulis Surat Lamaran", 150_000, "deabc"),
        new(1, "foto", "Foto Produk dengan Ponsel", 250_000, "eabcd"),
        new(2, "inggris", "Bahasa Inggris di Tempat Kerja", 300_000, "aabbc"),
    ];

    public static IReadOnlyList<Course> All { get; } = [.. Dear, .. Cheap];

    public static Course Named(string name) => All.First(course => course.Name == name);
}
