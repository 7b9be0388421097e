using System.Globalization;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Messages;

/// <summary>What a person is told of an event, in Indonesian.</summary>
/// <param name="Sms">At most 160 characters of plain ASCII: one SMS on the oldest phone.</param>
/// <param name="Email">Null where an SMS alone is sent.</param>
/// <param name="Code">The one-time code that the text holds.</param>
public sealed record MessageText(MessageKind Kind, string Sms, EmailText? Email, string? Code = null)
{
    public override string ToString() => Kind.ToString();
}

public sealed record EmailText(string Subject, string Body);

/// <summary>
/// Rule N1: who is told what. Selected participants hear by SMS and email; who was not selected sees it on
/// the dashboard. A message says what happened and what to do, and nothing that could harm when somebody
/// else reads it: no name, no NIK, no card number, no reason that management gave.
/// </summary>
public static class MessageTemplates
{
    private static readonly string[] Months =
    [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];

    /// <summary>The message of a participant's event; null when nobody is told.</summary>
    /// <param name="digits">The digits of a one-time code, by purpose and number.</param>
    public static MessageText? Of(
        ParticipantEvent happened, Func<CodePurpose, int, string> digits, ProgrammeOptions options) =>
        happened switch
        {
            ParticipantEvent.CodeIssued e => OneTimeCode(e.Purpose, digits(e.Purpose, e.Number), options),
            ParticipantEvent.CardGranted e => Selected(e, options),
            ParticipantEvent.DeadlineNear e => DeadlineNear(e.EndsAt),
            ParticipantEvent.CardLapsed e => CardLapsed(e.Returned, options),
            ParticipantEvent.CardExpired e => CardExpired(e.Returned),
            ParticipantEvent.CardFrozen => CardFrozen(),
            ParticipantEvent.CardUnfrozen => CardUnfrozen(),
            ParticipantEvent.CardCancelled => CardCancelled(),
            ParticipantEvent.IncentivePaid e => IncentivePaid(e),
            ParticipantEvent.IncentiveReturned e => IncentiveReturned(e),
            _ => null,
        };

    /// <summary>The message of a complaint's event (C1); null when nobody is told.</summary>
    public static MessageText? Of(ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Answered => Tell(
            MessageKind.ComplaintAnswered,
            "Pengaduan Anda telah dijawab. Silakan baca jawabannya di dashboard akun Anda.",
            "Jawaban atas pengaduan Anda",
            "Pengaduan Anda telah kami jawab. Silakan baca jawaban selengkapnya di dashboard akun Anda. "
            + "Apabila jawaban tersebut belum menyelesaikan masalah Anda, pengaduan dapat dibuka kembali "
            + "dari halaman yang sama."),
        ComplaintEvent.Overdue => Tell(
            MessageKind.ComplaintOverdue,
            "Mohon maaf, pengaduan Anda belum terjawab sampai batas waktu. "
            + "Pengaduan tetap kami tindak lanjuti.",
            "Pengaduan Anda masih kami tindak lanjuti",
            "Mohon maaf, pengaduan Anda belum kami jawab sampai batas waktu yang dijanjikan. "
            + "Pengaduan Anda tetap kami tindak lanjuti, dan Anda kami beri tahu setelah dijawab."),
        _ => null,
    };

    /// <summary>
    /// A code that is no longer good when its message would leave is not sent: after an outage nobody wants
    /// it.
    /// </summary>
    public static bool IsStale(ParticipantEvent happened, DateTimeOffset now, ProgrammeOptions options) =>
        happened is ParticipantEvent.CodeIssued issued
        && now >= issued.At.AddMinutes(options.OneTimeCodeMinutes);

    private static MessageText OneTimeCode(CodePurpose purpose, string code, ProgrammeOptions options)
    {
        var use = purpose switch
        {
            CodePurpose.VerifyPhone => "verifikasi nomor ponsel",
            CodePurpose.LogIn or CodePurpose.LogInElsewhere => "masuk ke akun",
            CodePurpose.Purchase => "pembelian pelatihan",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "There is no such purpose."),
        };
        return new MessageText(
            MessageKind.OneTimeCode,
            $"{code} adalah kode {use} Kartu Prakerja. Berlaku {options.OneTimeCodeMinutes} menit. "
            + "RAHASIA: jangan berikan kepada siapa pun, termasuk petugas.",
            null,
            code);
    }

    private static MessageText Selected(ParticipantEvent.CardGranted granted, ProgrammeOptions options)
    {
        var lastDay = LastDay(CardRules.FirstPurchasePossibleUntil(granted.At, options));
        return Tell(
            MessageKind.Selected,
            $"Selamat! Anda lolos Kartu Prakerja gelombang {granted.Wave}. "
            + $"Tonton video pengenalan dan beli pelatihan pertama paling lambat {lastDay}.",
            $"Selamat, Anda lolos Kartu Prakerja gelombang {granted.Wave}",
            $"Selamat! Anda terpilih sebagai penerima Kartu Prakerja gelombang {granted.Wave} dengan saldo "
            + $"pelatihan sebesar {granted.Balance}. Silakan masuk ke dashboard akun Anda dan tonton video "
            + "pengenalan sampai selesai untuk melihat nomor Kartu Prakerja. Pelatihan pertama harus dibeli "
            + $"paling lambat {lastDay} pukul 23.59 WIB. Lewat dari waktu itu, kepesertaan Anda "
            + "dinonaktifkan dan saldo pelatihan dikembalikan ke negara.");
    }

    private static MessageText DeadlineNear(DateTimeOffset endsAt) => Tell(
        MessageKind.DeadlineNear,
        $"Anda belum membeli pelatihan pertama. Batas waktunya {LastDay(endsAt)} pukul 23.59 WIB. "
        + "Segera gunakan saldo pelatihan Anda.",
        "Segera beli pelatihan pertama Anda",
        $"Anda belum membeli pelatihan pertama. Batas waktunya adalah {LastDay(endsAt)} pukul 23.59 WIB. "
        + "Lewat dari waktu itu, kepesertaan Anda dinonaktifkan dan saldo pelatihan dikembalikan ke negara. "
        + "Silakan pilih pelatihan di platform digital mitra resmi.");

    private static MessageText CardLapsed(Rupiah returned, ProgrammeOptions options) => Tell(
        MessageKind.CardLapsed,
        "Kepesertaan Anda dinonaktifkan karena pelatihan pertama tidak dibeli dalam "
        + $"{options.PurchaseWindowDays} hari. Saldo dikembalikan ke negara.",
        "Kepesertaan Kartu Prakerja Anda dinonaktifkan",
        "Dengan menyesal kami sampaikan bahwa pelatihan pertama tidak dibeli dalam "
        + $"{options.PurchaseWindowDays} hari sejak pengumuman. Sesuai ketentuan, kepesertaan Anda "
        + $"dinonaktifkan dan saldo sebesar {returned} dikembalikan ke negara.");

    private static MessageText CardExpired(Rupiah returned) => Tell(
        MessageKind.CardExpired,
        $"Masa penggunaan saldo pelatihan Anda telah berakhir. Sisa saldo {returned} dikembalikan ke negara.",
        "Masa penggunaan saldo pelatihan telah berakhir",
        $"Masa penggunaan saldo pelatihan tahun ini telah berakhir. Sisa saldo sebesar {returned} "
        + "dikembalikan ke negara. Pelatihan yang sudah dibeli dan insentif yang menjadi hak Anda "
        + "tetap dapat dilanjutkan.");

    private static MessageText CardFrozen() => Tell(
        MessageKind.CardFrozen,
        "Kartu Prakerja Anda dibekukan sementara. Silakan hubungi kami melalui menu pengaduan di akun Anda.",
        "Kartu Prakerja Anda dibekukan sementara",
        "Kartu Prakerja Anda dibekukan untuk sementara waktu dan belum dapat digunakan. Batas waktu "
        + "pembelian pelatihan tetap berjalan. Untuk penjelasan lebih lanjut, silakan hubungi kami melalui "
        + "menu pengaduan di akun Anda.");

    private static MessageText CardUnfrozen() => Tell(
        MessageKind.CardUnfrozen,
        "Kartu Prakerja Anda sudah dapat digunakan kembali. Terima kasih atas kesabaran Anda.",
        "Kartu Prakerja Anda dapat digunakan kembali",
        "Pembekuan Kartu Prakerja Anda telah dicabut dan kartu dapat digunakan kembali. "
        + "Terima kasih atas kesabaran Anda.");

    private static MessageText CardCancelled() => Tell(
        MessageKind.CardCancelled,
        "Kepesertaan Kartu Prakerja Anda dibatalkan. "
        + "Keberatan dapat disampaikan melalui menu pengaduan di akun Anda.",
        "Kepesertaan Kartu Prakerja Anda dibatalkan",
        "Dengan menyesal kami sampaikan bahwa kepesertaan Kartu Prakerja Anda dibatalkan dan saldo pelatihan "
        + "dikembalikan ke negara. Apabila Anda berkeberatan, silakan sampaikan melalui menu pengaduan "
        + "di akun Anda.");

    private static MessageText IncentivePaid(ParticipantEvent.IncentivePaid paid) => Tell(
        MessageKind.IncentivePaid,
        $"Insentif {paid.Amount} telah dikirim ke akun {NameOf(paid.To)} Anda.",
        "Insentif Anda telah dikirim",
        $"Insentif sebesar {paid.Amount} telah dikirim ke akun {NameOf(paid.To)} yang Anda daftarkan. "
        + "Apabila belum diterima dalam tiga hari kerja, silakan hubungi kami melalui menu pengaduan "
        + "di akun Anda.");

    private static MessageText IncentiveReturned(ParticipantEvent.IncentiveReturned returned)
    {
        var (cause, cure) = returned.Cause switch
        {
            PayoutFailureCause.AccountNotVerified => (
                "akun belum terverifikasi",
                "Silakan lengkapi verifikasi akun Anda, lalu sambungkan kembali."),
            PayoutFailureCause.NumberChanged => (
                "nomor akun berubah", "Silakan sambungkan kembali akun Anda dengan nomor yang baru."),
            PayoutFailureCause.MonthlyLimit => (
                "batas bulanan akun tercapai", "Insentif akan dikirim kembali bulan depan."),
            _ => throw new ArgumentOutOfRangeException(
                nameof(returned), returned.Cause, "There is no such cause."),
        };
        return Tell(
            MessageKind.IncentiveReturned,
            $"Insentif {returned.Amount} belum dapat dikirim: {cause}. {cure}",
            "Insentif Anda belum dapat dikirim",
            $"Insentif sebesar {returned.Amount} belum dapat dikirim karena {cause}. {cure} "
            + "Hak Anda atas insentif ini tidak hilang.");
    }

    private static MessageText Tell(MessageKind kind, string sms, string subject, string body) => new(
        kind,
        sms,
        new EmailText(
            subject,
            $"Yth. Peserta Kartu Prakerja,\n\n{body}\n\n"
            + "Hormat kami,\nManajemen Pelaksana Program Kartu Prakerja\n\n"
            + "Kami tidak pernah meminta kode OTP atau kata sandi. "
            + "Email ini dikirim otomatis; mohon tidak dibalas."));

    private static string NameOf(WalletProvider provider) => provider switch
    {
        WalletProvider.Bni => "BNI",
        WalletProvider.Ovo => "OVO",
        WalletProvider.GoPay => "GoPay",
        WalletProvider.LinkAja => "LinkAja",
        WalletProvider.Dana => "DANA",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "There is no such wallet."),
    };

    /// <summary>The last day that belongs to a time which ends at an instant, as people write it.</summary>
    private static string LastDay(DateTimeOffset end)
    {
        var day = Wib.DateOf(end.AddTicks(-1));
        return string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");
    }
}
