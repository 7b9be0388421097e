namespace Prakerja.Load.People;

/// <summary>Names of generated people; they are combined at random.</summary>
internal static class Names
{
    public static IReadOnlyList<string> Women { get; } =
    [
        "Siti", "Dewi", "Rina", "Ayu", "Putri", "Sri", "Wahyuni", "Lestari", "Indah", "Ratna", "Fitri", "Nur",
        "Yuliana", "Maya", "Anisa", "Kartika",
    ];

    public static IReadOnlyList<string> Men { get; } =
    [
        "Budi", "Agus", "Eko", "Joko", "Rudi", "Hendra", "Andi", "Bayu", "Dedi", "Fajar", "Gilang", "Irfan",
        "Made", "Slamet", "Taufik", "Yusuf",
    ];

    public static IReadOnlyList<string> Last { get; } =
    [
        "Santoso", "Wijaya", "Pratama", "Saputra", "Hidayat", "Nugroho", "Siregar", "Nasution", "Simanjuntak",
        "Rahmawati", "Kusuma", "Halim", "Setiawan", "Permata", "Maulana", "Lubis",
    ];
}
