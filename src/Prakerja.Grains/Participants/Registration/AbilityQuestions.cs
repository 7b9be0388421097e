using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>
/// One question of the test. The choices are answered by 'a' for the first to 'e' for the fifth.
/// </summary>
[GenerateSerializer, Immutable, Alias("ability-question")]
public sealed record AbilityQuestion(
    [property: Id(0)] int Number,
    [property: Id(1)] string Text,
    [property: Id(2)] ImmutableArray<string> Choices);

/// <summary>
/// A1: the motivation and basic-ability test. 6 questions ask why somebody comes, and every answer is right;
/// 12 ask for arithmetic, series and language, and have one right answer each, which stays on the server.
/// </summary>
public static class AbilityQuestions
{
    public const int Count = 18;

    /// <summary>Of all questions, those that can be answered wrongly.</summary>
    public const int AbilityCount = 12;

    /// <summary>All questions open, as a test starts.</summary>
    public static string NoAnswers { get; } = new('-', Count);

    // One character a question, in order; '*' where every answer is right.
    private const string Key = "******" + "cbda" + "ceba" + "bdac";

    public static ImmutableArray<AbilityQuestion> All { get; } =
    [
        // Motivation.
        Ask(1, "Apa alasan utama Anda mendaftar Program Kartu Prakerja?",
            "Mencari pekerjaan baru",
            "Meningkatkan keterampilan di pekerjaan saat ini",
            "Memulai atau mengembangkan usaha",
            "Beralih ke bidang pekerjaan lain",
            "Menambah wawasan"),
        Ask(2, "Berapa jam dalam seminggu yang dapat Anda luangkan untuk mengikuti pelatihan?",
            "Kurang dari 2 jam",
            "2 sampai 5 jam",
            "6 sampai 10 jam",
            "11 sampai 20 jam",
            "Lebih dari 20 jam"),
        Ask(3, "Saat menemui materi yang sulit dipahami, apa yang biasanya Anda lakukan?",
            "Mempelajarinya kembali dari awal",
            "Bertanya kepada pengajar",
            "Mencari sumber belajar lain",
            "Berdiskusi dengan teman",
            "Beristirahat sejenak, lalu mencoba lagi"),
        Ask(4, "Bidang pelatihan apa yang paling Anda minati?",
            "Teknologi dan digital",
            "Bahasa dan komunikasi",
            "Wirausaha dan pemasaran",
            "Keterampilan teknik",
            "Jasa dan pelayanan"),
        Ask(5, "Apa yang ingin Anda capai enam bulan setelah menyelesaikan pelatihan?",
            "Mendapatkan pekerjaan",
            "Mendapatkan pekerjaan yang lebih baik",
            "Membuka usaha sendiri",
            "Menambah pendapatan dari usaha yang ada",
            "Melanjutkan ke pelatihan berikutnya"),
        Ask(6, "Seberapa yakin Anda dapat menyelesaikan pelatihan sampai memperoleh sertifikat?",
            "Sangat yakin", "Yakin", "Cukup yakin", "Kurang yakin", "Belum tahu"),

        // Arithmetic.
        Ask(7, "Berapakah hasil dari 125 + 75 × 2?", "400", "350", "275", "325", "250"),
        Ask(8, "Sebuah baju seharga Rp 200.000 mendapat potongan 15%. Berapa yang harus dibayar?",
            "Rp 185.000", "Rp 170.000", "Rp 175.000", "Rp 180.000", "Rp 165.000"),
        Ask(9, "Lima orang menyelesaikan suatu pekerjaan dalam 12 hari. "
            + "Berapa hari yang diperlukan enam orang dengan kecepatan kerja yang sama?",
            "14 hari", "12 hari", "11 hari", "10 hari", "9 hari"),
        Ask(10, "Seorang pedagang membeli barang seharga Rp 80.000 dan menjualnya seharga Rp 100.000. "
            + "Berapa persen keuntungannya dari harga beli?",
            "25%", "20%", "15%", "30%", "80%"),

        // Series.
        Ask(11, "Lanjutkan deret: 3, 6, 12, 24, …", "30", "36", "48", "42", "60"),
        Ask(12, "Lanjutkan deret: 1, 4, 9, 16, …", "18", "20", "23", "24", "25"),
        Ask(13, "Lanjutkan deret: 50, 45, 39, 32, …", "25", "24", "26", "23", "27"),
        Ask(14, "Lanjutkan deret huruf: A, C, E, G, …", "I", "H", "J", "K", "F"),

        // Language.
        Ask(15, "Sinonim dari kata \"teliti\" adalah …", "lambat", "cermat", "cepat", "ragu", "tegas"),
        Ask(16, "Antonim dari kata \"maju\" adalah …", "lurus", "jauh", "berhenti", "mundur", "naik"),
        Ask(17, "Guru berhubungan dengan sekolah, seperti dokter berhubungan dengan …",
            "rumah sakit", "obat", "pasien", "perawat", "penyakit"),
        Ask(18, "Semua peserta pelatihan menerima sertifikat. Budi tidak menerima sertifikat. "
            + "Kesimpulan yang benar adalah …",
            "Budi terlambat mengikuti pelatihan",
            "Budi tidak lulus pelatihan",
            "Budi bukan peserta pelatihan",
            "Budi belum mengambil sertifikat",
            "Tidak dapat disimpulkan"),
    ];

    /// <summary>
    /// How many of the ability questions are answered rightly, 0 to <see cref="AbilityCount"/>.
    /// </summary>
    /// <param name="answers">One character a question, '-' for open; what is missing counts as open.</param>
    public static int RightAnswers(string answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        // '*' stands for no ability question, so it must not be matched by a '*' somebody sends.
        return Key.Zip(answers, (right, given) => right != '*' && right == given).Count(isRight => isRight);
    }

    private static AbilityQuestion Ask(int number, string text, params ImmutableArray<string> choices) =>
        new(number, text, choices);
}
