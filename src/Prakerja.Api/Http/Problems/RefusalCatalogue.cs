using System.Collections.Frozen;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The table of all refusals: for each code the HTTP status and the Indonesian title. 400: the request is invalid.
/// 401: the caller is not authenticated. 403: the caller may not do this, or the one-time code is wrong. 404: the thing
/// does not exist. 409: the current state does not allow it. 422: the Idempotency-Key belongs to another request. 429
/// and 503: the request may succeed later.
/// </summary>
internal static class RefusalCatalogue
{
    private static readonly FrozenDictionary<string, Row> Rows = new Dictionary<string, Row>(StringComparer.Ordinal)
    {
        // Authentication and authorization.
        ["auth.missing"] = new(401, "Silakan masuk terlebih dahulu"),
        ["auth.forbidden"] = new(403, "Anda tidak berhak melakukan ini"),
        ["token.invalid"] = new(401, "Sesi tidak sah, silakan masuk kembali"),
        ["token.expired"] = new(401, "Sesi sudah berakhir, silakan masuk kembali"),
        ["key.unknown"] = new(401, "Kunci tidak dikenal atau sudah dicabut"),
        ["signature.header_invalid"] = new(401, "Header tanda tangan tidak lengkap atau tidak sah"),
        ["signature.client_unknown"] = new(401, "Kode klien tidak dikenal"),
        ["signature.wrong"] = new(401, "Tanda tangan tidak cocok"),
        ["signature.timestamp_out_of_window"] = new(401, "Waktu permintaan terlalu jauh dari waktu peladen"),
        ["signature.nonce_used"] = new(401, "Nonce sudah pernah dipakai"),

        // The request itself.
        ["request.bad"] = new(400, "Permintaan tidak sah"),
        ["request.malformed"] = new(400, "Isi permintaan bukan JSON yang sah"),
        ["request.too_large"] = new(413, "Isi permintaan melebihi 32 KiB"),
        ["request.too_deep"] = new(400, "Isi permintaan terlalu bersarang"),
        ["request.unknown_field"] = new(400, "Isi permintaan memuat kolom yang tidak dikenal"),
        ["request.duplicate_field"] = new(400, "Kolom yang sama ditulis lebih dari sekali"),
        ["request.field_missing"] = new(400, "Ada kolom wajib yang belum diisi"),
        ["request.wrong_type"] = new(400, "Isi kolom tidak sesuai jenisnya"),
        ["request.out_of_range"] = new(400, "Isi kolom di luar batas"),
        ["request.media_type"] = new(415, "Isi permintaan harus application/json"),
        ["request.no_such_route"] = new(404, "Alamat tidak ditemukan"),
        ["request.method_not_allowed"] = new(405, "Metode tidak diizinkan untuk alamat ini"),
        ["request.too_many"] = new(429, "Terlalu banyak permintaan dari jaringan Anda, silakan tunggu"),
        ["paging.cursor_invalid"] = new(400, "Penanda halaman tidak sah"),
        ["paging.limit_invalid"] = new(400, "Jumlah per halaman harus 1 sampai 200"),
        ["idempotency.key_missing"] = new(400, "Header Idempotency-Key wajib diisi"),
        ["idempotency.key_invalid"] = new(400, "Header Idempotency-Key tidak sah"),
        ["idempotency.key_reused"] = new(422, "Idempotency-Key sudah dipakai untuk permintaan lain"),

        // The system.
        ["system.busy"] = new(503, "Sistem sedang sibuk, silakan coba lagi"),
        ["system.store_unavailable"] = new(
            503, "Penyimpanan data sedang terganggu; aman dicoba lagi dengan Idempotency-Key yang sama"),
        ["system.unavailable"] = new(
            503,
            "Layanan sedang terganggu dan hasilnya belum pasti; aman dicoba lagi dengan Idempotency-Key yang sama"),
        ["system.conflict"] = new(409, "Data baru saja berubah, silakan coba lagi"),
        ["system.unexpected"] = new(500, "Terjadi kesalahan pada sistem"),

        // Sign-up and identity.
        ["nik.not_sixteen_digits"] = new(400, "NIK harus 16 angka"),
        ["nik.unknown_province"] = new(400, "Kode provinsi pada NIK tidak dikenal"),
        ["nik.unknown_regency"] = new(400, "Kode kabupaten/kota pada NIK tidak dikenal"),
        ["nik.district_zero"] = new(400, "Kode kecamatan pada NIK tidak sah"),
        ["nik.no_such_birth_date"] = new(400, "Tanggal lahir pada NIK tidak ada"),
        ["nik.serial_zero"] = new(400, "Nomor urut pada NIK tidak sah"),
        ["nik.contradicts_birth_date"] = new(400, "Tanggal lahir tidak sesuai dengan NIK"),
        ["nik.contradicts_sex"] = new(400, "Jenis kelamin tidak sesuai dengan NIK"),
        ["province.unknown"] = new(400, "Provinsi tidak dikenal"),
        ["sign_up.family_card_invalid"] = new(400, "Nomor Kartu Keluarga tidak sah"),
        ["sign_up.name_invalid"] = new(400, "Nama tidak sah"),
        ["sign_up.mothers_name_invalid"] = new(400, "Nama ibu kandung tidak sah"),
        ["sign_up.email_invalid"] = new(400, "Alamat email tidak sah"),
        ["sign_up.phone_invalid"] = new(400, "Nomor telepon tidak sah"),
        ["sign_up.birth_date_in_future"] = new(400, "Tanggal lahir belum terjadi"),
        ["sign_up.declaration_missing"] = new(400, "Pernyataan kebenaran data harus disetujui"),
        ["sign_up.already_registered"] = new(409, "NIK ini sudah terdaftar"),
        ["sign_up.email_taken"] = new(409, "Email ini sudah dipakai akun lain"),
        ["sign_up.phone_taken"] = new(409, "Nomor telepon ini sudah dipakai akun lain"),
        ["sign_up.family_card_is_nik"] = new(400, "Nomor Kartu Keluarga tidak boleh sama dengan NIK"),
        ["sign_up.attempt_unknown"] = new(404, "Pendaftaran tidak ditemukan atau sudah lewat waktunya"),
        ["sign_up.attempt_ended"] = new(409, "Pendaftaran sudah selesai, silakan masuk"),
        ["sign_up.identity_mismatch"] = new(409, "Data Anda tidak cocok dengan data kependudukan"),
        ["sign_up.identity_unavailable"] = new(503, "Data kependudukan sedang tidak dapat diperiksa, coba lagi nanti"),
        ["province.not_founded"] = new(400, "Kode provinsi belum berlaku"),
        ["email.already_confirmed"] = new(409, "Email sudah dikonfirmasi"),
        ["code.malformed"] = new(400, "Kode OTP terdiri dari angka saja; periksa jumlah angkanya"),
        ["code.wait"] = new(429, "Kode OTP salah terlalu sering, kode baru dapat diminta setelah jeda"),
        ["code.stopped"] = new(403, "Kode OTP salah terlalu sering; masuklah dari perangkat yang pernah dipakai"),
        ["code.not_issued"] = new(403, "Belum ada kode OTP yang dikirim"),
        ["code.expired"] = new(403, "Kode OTP sudah kedaluwarsa"),
        ["code.wrong"] = new(403, "Kode OTP salah atau sudah tidak berlaku"),
        ["code.too_many_tries"] = new(403, "Kode OTP salah terlalu sering, silakan minta kode baru"),
        ["code.too_many_requests"] = new(429, "Terlalu sering meminta kode OTP, silakan tunggu"),
        ["participant.unknown"] = new(404, "Peserta tidak ditemukan"),
        ["participant.phone_not_verified"] = new(409, "Nomor telepon belum diverifikasi"),
        ["participant.phone_already_verified"] = new(409, "Nomor telepon sudah diverifikasi"),
        ["profile.locked_while_waiting"] = new(409, "Data tidak dapat diubah selama menunggu hasil gelombang"),

        // The test.
        ["test.already_taken"] = new(409, "Tes sudah dikerjakan"),
        ["test.not_started"] = new(409, "Tes belum dimulai"),
        ["test.answers_invalid"] = new(400, "Jawaban tes harus 18 huruf a sampai e, atau - bila kosong"),

        // Joining a wave.
        ["wave.unknown"] = new(404, "Gelombang tidak ditemukan"),
        ["wave.none"] = new(404, "Gelombang Tidak Ditemukan"),
        ["join.not_open_yet"] = new(409, "Gelombang belum dibuka"),
        ["join.closed"] = new(409, "Gelombang sudah ditutup"),
        ["join.already_joined"] = new(409, "Anda sudah bergabung di gelombang ini"),
        ["join.other_wave_pending"] = new(409, "Anda masih menunggu hasil gelombang lain"),
        ["join.already_recipient"] = new(409, "Anda sudah menjadi penerima Kartu Prakerja"),
        ["join.barred"] = new(409, "Anda tidak dapat lagi mengikuti program ini"),
        ["join.under_age"] = new(409, "Usia Anda belum mencukupi"),
        ["join.over_age"] = new(409, "Usia Anda melebihi batas program"),
        ["join.in_formal_education"] = new(409, "Peserta pendidikan formal tidak dapat bergabung"),
        ["join.test_not_taken"] = new(409, "Tes motivasi dan kemampuan dasar belum dikerjakan"),
        ["award.not_applied"] = new(409, "Peserta tidak terdaftar di gelombang ini"),
        ["award.already_recipient"] = new(409, "Peserta sudah menjadi penerima"),
        ["award.household_full"] = new(409, "Kartu Keluarga ini sudah memiliki dua penerima"),
        ["award.card_number_taken"] = new(409, "Nomor kartu sudah dipakai"),

        // Videos and card.
        ["video.unknown"] = new(404, "Video tidak ditemukan"),
        ["video.position_invalid"] = new(400, "Posisi video tidak sah"),
        ["videos.not_watched"] = new(409, "Video pengantar belum selesai ditonton"),
        ["card.none"] = new(404, "Anda belum memiliki Kartu Prakerja"),
        ["card.unknown"] = new(404, "Nomor Kartu Prakerja tidak ditemukan"),
        ["card.number_invalid"] = new(400, "Nomor Kartu Prakerja tidak sah"),
        ["card.frozen"] = new(409, "Kartu Prakerja sedang dibekukan"),
        ["card.lapsed"] = new(409, "Kartu Prakerja nonaktif karena tidak ada pembelian pertama pada waktunya"),
        ["card.expired"] = new(409, "Masa pakai saldo pelatihan sudah berakhir"),
        ["card.cancelled"] = new(409, "Kartu Prakerja sudah dibatalkan"),
        ["card.not_frozen"] = new(409, "Kartu Prakerja tidak sedang dibekukan"),

        // Courses and purchases.
        ["course.not_found"] = new(404, "Pelatihan tidak ditemukan"),
        ["course.code_malformed"] = new(400, "Kode pelatihan tidak sah"),
        ["course.title_malformed"] = new(400, "Judul pelatihan tidak sah"),
        ["course.price_out_of_range"] = new(400, "Harga pelatihan di luar batas"),
        ["course.platforms_malformed"] = new(400, "Daftar platform tidak sah"),
        ["course.platform_unknown"] = new(400, "Platform tidak dikenal"),
        ["course.pre_test_key_malformed"] = new(400, "Kunci tes awal harus 5 huruf a sampai e"),
        ["course.pre_test_answers_malformed"] = new(
            400, "Jawaban tes awal harus 5 huruf a sampai e, atau - bila kosong"),
        ["course.too_many"] = new(409, "Jumlah pelatihan lembaga ini sudah mencapai batas"),
        ["purchase.unknown"] = new(404, "Pembelian tidak ditemukan"),
        ["purchase.last_day_over"] = new(409, "Hari terakhir pembelian sudah lewat"),
        ["purchase.first_not_finished"] = new(409, "Pelatihan sebelumnya belum selesai"),
        ["purchase.course_already_bought"] = new(409, "Pelatihan ini sudah dibeli"),
        ["purchase.balance_too_small"] = new(409, "Saldo pelatihan tidak mencukupi"),
        ["purchase.not_sold_here"] = new(409, "Pelatihan ini tidak dijual di platform ini"),
        ["purchase.too_many"] = new(409, "Jumlah pembelian sudah mencapai batas"),
        ["cancel.other_platform"] = new(403, "Pembelian ini dilakukan di platform lain"),
        ["cancel.window_over"] = new(409, "Batas waktu pembatalan pembelian sudah lewat"),
        ["cancel.already_redeemed"] = new(409, "Kode voucher sudah ditukarkan"),

        // Training.
        ["redeem.code_unknown"] = new(404, "Kode voucher tidak ditemukan"),
        ["redeem.other_provider"] = new(403, "Kode voucher ini milik lembaga pelatihan lain"),
        ["redeem.purchase_cancelled"] = new(409, "Pembelian sudah dibatalkan"),
        ["redeem.already_used"] = new(409, "Kode voucher sudah dipakai"),
        ["training.not_redeemed"] = new(409, "Kode voucher belum ditukarkan"),
        ["training.score_invalid"] = new(400, "Nilai harus 0 sampai 100"),
        ["pre_test.not_needed"] = new(409, "Tes awal tidak diperlukan"),
        ["pre_test.already_taken"] = new(409, "Tes awal sudah dikerjakan"),
        ["completion.pre_test_missing"] = new(409, "Tes awal belum dikerjakan"),
        ["completion.already_reported"] = new(409, "Penyelesaian pelatihan sudah dilaporkan"),
        ["certificate.not_completed"] = new(409, "Pelatihan belum selesai"),
        ["certificate.already_issued"] = new(409, "Sertifikat sudah diterbitkan"),
        ["certificate.invalid"] = new(400, "Nomor sertifikat tidak sah"),
        ["certificate.taken"] = new(409, "Nomor sertifikat sudah dipakai"),
        ["certificate.unknown"] = new(404, "Sertifikat tidak ditemukan"),
        ["review.not_certified"] = new(409, "Sertifikat pelatihan belum terbit"),
        ["review.already_given"] = new(409, "Ulasan sudah diberikan"),
        ["review.rating_invalid"] = new(400, "Rating harus 1 sampai 5"),
        ["review.text_invalid"] = new(400, "Ulasan harus 1 sampai 2.000 karakter"),

        // Incentives.
        ["wallet.account_invalid"] = new(400, "Nomor rekening atau e-wallet tidak sah"),
        ["wallet.taken"] = new(409, "Rekening atau e-wallet ini sudah dipakai peserta lain"),
        ["wallet.unknown"] = new(409, "Peserta belum menautkan rekening atau e-wallet ini"),
        ["wallet.other_partner"] = new(403, "Jenis e-wallet ini bukan layanan mitra ini"),
        ["wallet.not_named"] = new(400, "Sebutkan jenis e-wallet yang dimaksud"),
        ["incentive.not_entitled"] = new(409, "Anda belum berhak atas insentif"),
        ["incentive.payout_unknown"] = new(404, "Pembayaran insentif tidak ditemukan"),
        ["incentive.already_returned"] = new(409, "Pembayaran insentif sudah dikembalikan"),
        ["survey.unknown"] = new(404, "Survei tidak ditemukan"),
        ["survey.already_answered"] = new(409, "Survei sudah dijawab"),
        ["survey.answers_invalid"] = new(400, "Jawaban survei harus 5 angka 1 sampai 5"),

        // Complaints.
        ["complaint.not_found"] = new(404, "Pengaduan tidak ditemukan"),
        ["complaint.category_unknown"] = new(400, "Kategori pengaduan tidak dikenal"),
        ["complaint.text_malformed"] = new(400, "Teks pengaduan harus 1 sampai 2.000 karakter"),
        ["complaint.too_many"] = new(409, "Jumlah pengaduan Anda sudah mencapai batas"),
        ["complaint.too_many_waiting"] = new(409, "Masih ada terlalu banyak pengaduan yang menunggu jawaban"),
        ["complaint.still_waiting"] = new(409, "Pengaduan masih menunggu jawaban"),
        ["complaint.already_closed"] = new(409, "Pengaduan sudah ditutup"),
        ["complaint.history_full"] = new(409, "Riwayat pengaduan penuh, silakan buat pengaduan baru"),

        // Management.
        ["management.reason_missing"] = new(400, "Alasan wajib diisi"),
        ["cancellation.already_requested"] = new(409, "Pembatalan sudah diajukan"),
        ["cancellation.not_requested"] = new(409, "Pembatalan belum diajukan"),
        ["cancellation.same_person"] = new(403, "Pembatalan harus diputuskan oleh orang lain"),
        ["wave.already_planned"] = new(409, "Gelombang dengan nomor ini sudah direncanakan"),
        ["wave.number_invalid"] = new(400, "Nomor gelombang tidak sah"),
        ["wave.times_out_of_order"] = new(400, "Urutan waktu gelombang tidak benar"),
        ["wave.closes_in_past"] = new(400, "Waktu penutupan sudah lewat"),
        ["wave.too_far_ahead"] = new(400, "Waktu gelombang terlalu jauh di depan"),
        ["wave.partitions_invalid"] = new(400, "Jumlah partisi tidak sah"),
        ["wave.quotas_missing"] = new(400, "Kuota belum diisi"),
        ["wave.quota_province_twice"] = new(400, "Provinsi yang sama disebut dua kali"),
        ["wave.quota_invalid"] = new(400, "Kuota tidak sah"),
        ["wave.quota_does_not_add_up"] = new(400, "Kuota per prioritas tidak sesuai dengan kuota provinsi"),
        ["wave.quota_province_unknown"] = new(400, "Provinsi pada kuota tidak dikenal"),
        ["wave.draw_terms_invalid"] = new(400, "Ketentuan undian tidak sah"),
        ["wave.quotas_fixed"] = new(409, "Kuota tidak dapat diubah lagi"),

        // Draws and their witnesses.
        ["draw.not_sealed"] = new(404, "Daftar peserta gelombang ini belum dikunci"),
        ["draw.not_drawn"] = new(404, "Gelombang ini belum diundi"),
        ["draw.not_on_roll"] = new(404, "Anda tidak ada di daftar peserta gelombang ini"),
        ["draw.value_malformed"] = new(400, "Nilai harus 64 angka heksadesimal huruf kecil, atau teks yang sah"),
        ["draw.registration_closed"] = new(409, "Pendaftaran saksi sudah ditutup"),
        ["draw.already_registered"] = new(409, "Saksi ini sudah mendaftarkan hash lain"),
        ["draw.too_many_witnesses"] = new(409, "Jumlah saksi sudah mencapai batas"),
        ["draw.not_registered"] = new(409, "Saksi ini tidak terdaftar di gelombang ini"),
        ["draw.not_committed"] = new(409, "Komitmen gelombang ini belum diterbitkan"),
        ["draw.secret_mismatch"] = new(409, "Rahasia tidak cocok dengan hash yang didaftarkan"),
        ["draw.already_revealed"] = new(409, "Nilai ini sudah dibuka"),
        ["draw.too_late"] = new(409, "Batas waktu membuka rahasia sudah lewat"),
        ["draw.no_typed_beacon"] = new(409, "Gelombang ini tidak memakai nilai acak yang diketik"),
        ["draw.beacon_mismatch"] = new(409, "Nilai kedua petugas berbeda, silakan mulai lagi"),
        ["draw.same_officer"] = new(403, "Nilai kedua harus diketik oleh petugas lain"),

        // Partners, lists and keys.
        ["partner.not_found"] = new(404, "Mitra tidak ditemukan"),
        ["partner.already_registered"] = new(409, "Mitra sudah terdaftar"),
        ["partner.code_malformed"] = new(400, "Kode mitra harus 2 sampai 32 huruf kecil, angka atau tanda hubung"),
        ["partner.name_malformed"] = new(400, "Nama mitra tidak sah"),
        ["partner.wallets_malformed"] = new(400, "Jenis e-wallet tidak sah"),
        ["exclusion.list_unknown"] = new(404, "Daftar tidak ditemukan"),
        ["exclusion.count_out_of_range"] = new(400, "Daftar harus memuat 1 sampai 1.000 NIK"),
        ["management_key.not_found"] = new(404, "Kunci tidak ditemukan"),
        ["management_key.name_malformed"] = new(
            400, "Nama kunci harus 2 sampai 32 huruf kecil, angka atau tanda hubung"),
        ["management_key.name_taken"] = new(409, "Nama kunci sudah pernah dipakai"),
        ["management_key.roles_malformed"] = new(400, "Peran tidak sah"),
        ["management_key.last_administrator"] = new(409, "Administrator terakhir tidak dapat dicabut"),
        ["management_key.too_many"] = new(409, "Jumlah kunci sudah mencapai batas"),
        ["rehearsal.not_adjustable"] = new(409, "Waktu tidak dapat diubah di luar gladi"),
        ["rehearsal.not_forward"] = new(409, "Waktu hanya dapat dimajukan"),
        ["rehearsal.step_too_long"] = new(400, "Satu langkah paling lama dua tahun"),
        ["rehearsal.too_far_ahead"] = new(409, "Waktu sudah terlalu jauh di depan"),
        ["rehearsal.database_rehearsed"] = new(409, "Data ini berasal dari gladi"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Row> All => Rows;

    /// <summary>The row of a refusal's code.</summary>
    /// <exception cref="KeyNotFoundException">The code has no row: a bug, which a test detects.</exception>
    public static Row RowOf(Refusal refusal) => Rows[refusal.Code];

    /// <summary>
    /// True when the same request may succeed in a moment.
    /// </summary>
    public static bool MayBeTriedAgain(string code) => code is
        "system.busy" or "system.conflict" or "system.store_unavailable" or "system.unavailable"
        or "sign_up.identity_unavailable";

    /// <summary>
    /// The seconds of the answer's <c>Retry-After</c> header; null without the header. Each 429 and 503 has one. A full
    /// queue and an unavailable store usually recover within moments.
    /// </summary>
    public static int? RetryAfterOf(Refusal refusal) => refusal.RetryAfterSeconds ?? (RowOf(refusal).Status switch
    {
        StatusCodes.Status429TooManyRequests => 60,
        StatusCodes.Status503ServiceUnavailable => 1,
        _ => MayBeTriedAgain(refusal.Code) ? 1 : null,
    });

    /// <param name="Status">The HTTP status.</param>
    /// <param name="Title">The Indonesian text that explains the refusal to a person.</param>
    internal readonly record struct Row(int Status, string Title);
}
