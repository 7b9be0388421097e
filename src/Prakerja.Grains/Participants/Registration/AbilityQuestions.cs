using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>
/// One question of the ability test. The answers are 'a' for the first choice to 'e' for the fifth.
/// </summary>
[GenerateSerializer, Immutable, Alias("ability-question")]
public sealed record AbilityQuestion(
    [property: Id(0)] int Number,
    [property: Id(1)] string Text,
    [property: Id(2)] ImmutableArray<string> Choices);

/// <summary>
/// The questions of the motivation and basic-ability test (A1). 6 questions ask for the motivation and have no wrong
/// answer. 12 questions test arithmetic, series and language and have one correct answer each, which never leaves the
/// server.
/// </summary>
public static class AbilityQuestions
{
    /// <summary>Number of questions.</summary>
    public const int Count = 18;

    /// <summary>Number of questions that test ability: they have one correct answer.</summary>
    public const int AbilityCount = 12;

    /// <summary>The answers at the start of a test: no question is answered.</summary>
    public static string NoAnswers { get; } = new('-', Count);

    // One character for each question, in order; '*' for a question without a wrong answer.
    private const string AnswerKey = "******" + "cbda" + "ceba" + "bdac";

    /// <summary>All questions in order.</summary>
    public static ImmutableArray<AbilityQuestion> All { get; } =
    [
        // Motivation.
        Question(1, "Apa alasan utama Anda mendaftar Program Kartu Prakerja?",
            "Mencari pekerjaan baru",
            "Meningkatkan keterampilan di pekerjaan saat ini",
            "Memulai atau mengembangkan usaha",
            "Beralih ke bidang pekerjaan lain",
            "Menambah wawasan"),
        Question(2, "Berapa jam dalam seminggu yang dapat Anda luangkan untuk mengikuti pelatihan?",
            "Kurang dari 2 jam",
            "2 sampai 5 jam",
            "6 sampai 10 jam",
            "11 sampai 20 jam",
            "Lebih dari 20 jam"),
        Question(3, "Saat menemui materi yang sulit dipahami, apa yang biasanya Anda lakukan?",
            "Mempelajarinya kembali dari awal",
            "Bertanya kepada pengajar",
            "Mencari sumber belajar lain",
            "Berdiskusi dengan teman",
            "Beristirahat sejenak, lalu mencoba lagi"),
        Question(4, "Bidang pelatihan apa yang paling Anda minati?",
            "Teknologi dan digital",
            "Bahasa dan komunikasi",
            "Wirausaha dan pemasaran",
            "Keterampilan teknik",
            "Jasa dan pelayanan"),
        Question(5, "Apa yang ingin Anda capai enam bulan setelah menyelesaikan pelatihan?",
            "Mendapatkan pekerjaan",
            "Mendapatkan pekerjaan yang lebih baik",
            "Membuka usaha sendiri",
            "Menambah pendapatan dari usaha yang ada",
            "Melanjutkan ke pelatihan berikutnya"),
        Question(6, "Seberapa yakin Anda dapat menyelesaikan pelatihan sampai memperoleh sertifikat?",
            "Sangat yakin", "Yakin", "Cukup yakin", "Kurang yakin", "Belum tahu"),

        // Arithmetic.
        Question(7, "Berapakah hasil dari 125 + 75 × 2?", "400", "350", "275", "325", "250"),
        Question(8, "Sebuah baju seharga Rp 200.000 mendapat potongan 15%. Berapa yang harus dibayar?",
            "Rp 185.000", "Rp 170.000", "Rp 175.000", "Rp 180.000", "Rp 165.000"),
        Question(9, "Lima orang menyelesaikan suatu pekerjaan dalam 12 hari. "
            + "Berapa hari yang diperlukan enam orang dengan kecepatan kerja yang sama?",
            "14 hari", "12 hari", "11 hari", "10 hari", "9 hari"),
        Question(10, "Seorang pedagang membeli barang seharga Rp 80.000 dan menjualnya seharga Rp 100.000. "
            + "Berapa persen keuntungannya dari harga beli?",
            "25%", "20%", "15%", "30%", "80%"),

        // Series.
        Question(11, "Lanjutkan deret: 3, 6, 12, 24, …", "30", "36", "48", "42", "60"),
        Question(12, "Lanjutkan deret: 1, 4, 9, 16, …", "18", "20", "23", "24", "25"),
        Question(13, "Lanjutkan deret: 50, 45, 39, 32, …", "25", "24", "26", "23", "27"),
        Question(14, "Lanjutkan deret huruf: A, C, E, G, …", "I", "H", "J", "K", "F"),

        // Language.
        Question(15, "Sinonim dari kata \"teliti\" adalah …", "lambat", "cermat", "cepat", "ragu", "tegas"),
        Question(16, "Antonim dari kata \"maju\" adalah …", "lurus", "jauh", "berhenti", "mundur", "naik"),
        Question(17, "Guru berhubungan dengan sekolah, seperti dokter berhubungan dengan …",
            "rumah sakit", "obat", "pasien", "perawat", "penyakit"),
        Question(18, "Semua peserta pelatihan menerima sertifikat. Budi tidak menerima sertifikat. "
            + "Kesimpulan yang benar adalah …",
            "Budi terlambat mengikuti pelatihan",
            "Budi tidak lulus pelatihan",
            "Budi bukan peserta pelatihan",
            "Budi belum mengambil sertifikat",
            "Tidak dapat disimpulkan"),
    ];

    /// <summary>
    /// How many ability questions are answered correctly, 0 to <see cref="AbilityCount"/>.
    /// </summary>
    /// <param name="answers">One character for each question, '-' for no answer; missing ones count as '-'.</param>
    public static int RightAnswers(string answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        // A '*' in the answers must not match the '*' of the answer key.
        return AnswerKey.Zip(answers, (right, given) => right != '*' && right == given).Count(isRight => isRight);
    }

    private static AbilityQuestion Question(int number, string text, params ImmutableArray<string> choices) =>
        new(number, text, choices);
}
