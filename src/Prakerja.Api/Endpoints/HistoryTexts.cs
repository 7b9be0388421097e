using System.Collections.Frozen;

namespace Prakerja.Api.Endpoints;

/// <summary>The Indonesian texts of a participant's events, for the view of management.</summary>
internal static class HistoryTexts
{
    private static readonly FrozenDictionary<string, string> Texts = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["signed_up"] = "Mendaftar",
        ["code_issued"] = "Kode OTP dikirim",
        ["code_mistaken"] = "Kode OTP salah diketik",
        ["phone_verified"] = "Nomor telepon diverifikasi",
        ["email_confirmed"] = "Surel dikonfirmasi",
        ["email_given_up"] = "Surel dilepas karena dikonfirmasi orang lain",
        ["logged_in"] = "Masuk",
        ["session_opened"] = "Sesi dibuka di sebuah perangkat",
        ["logged_out"] = "Keluar",
        ["logged_out_everywhere"] = "Keluar dari semua perangkat",
        ["device_removed"] = "Perangkat dihapus",
        ["profile_changed"] = "Data diri diubah",
        ["profile_looked_at"] = "Data diri dibuka oleh petugas",
        ["test_started"] = "Tes dimulai",
        ["test_answered"] = "Jawaban tes disimpan",
        ["test_submitted"] = "Tes selesai",
        ["wave_joined"] = "Bergabung di gelombang",
        ["not_selected"] = "Belum lolos gelombang",
        ["card_granted"] = "Kartu diberikan",
        ["video_heartbeat"] = "Menonton video pengantar",
        ["videos_finished"] = "Semua video pengantar selesai ditonton",
        ["deadline_near"] = "Diingatkan akan batas waktu pembelian pertama",
        ["card_lapsed"] = "Kartu hangus karena tidak ada pembelian pertama pada waktunya",
        ["card_expired"] = "Masa pakai saldo berakhir",
        ["card_frozen"] = "Kartu dibekukan",
        ["card_unfrozen"] = "Pembekuan kartu dicabut",
        ["cancellation_requested"] = "Pembatalan kartu diajukan",
        ["cancellation_withdrawn"] = "Pengajuan pembatalan kartu ditarik",
        ["card_cancelled"] = "Kartu dibatalkan",
        ["course_bought"] = "Pelatihan dibeli",
        ["purchase_cancelled"] = "Pembelian dibatalkan dan dikembalikan ke saldo",
        ["code_redeemed"] = "Kode voucher ditukarkan",
        ["pre_test_taken"] = "Tes awal dikerjakan",
        ["training_completed"] = "Pelatihan selesai",
        ["certificate_issued"] = "Sertifikat diterbitkan",
        ["course_reviewed"] = "Ulasan diberikan",
        ["wallet_linked"] = "Rekening atau e-wallet ditautkan",
        ["wallet_checked"] = "Rekening atau e-wallet diperiksa",
        ["incentive_entitled"] = "Berhak atas insentif",
        ["survey_answered"] = "Survei dijawab",
        ["incentive_paid"] = "Insentif dibayarkan",
        ["incentive_returned"] = "Pembayaran insentif dikembalikan",
        ["incentive_mended"] = "Hambatan pembayaran insentif selesai",
    }.ToFrozenDictionary(name => "participant." + name.Key, name => name.Value, StringComparer.Ordinal);

    /// <summary>The text of an event. A name that a newer node wrote is shown as it is.</summary>
    public static string Of(string type) => Texts.GetValueOrDefault(type, type);

    internal static bool Has(string type) => Texts.ContainsKey(type);
}
