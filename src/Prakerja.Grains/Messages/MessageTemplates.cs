using System.Globalization;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Grains.Messages;

/// <summary>The text of a message about an event, in Indonesian.</summary>
/// <param name="Sms">
/// At most 160 characters of plain ASCII: one SMS on the oldest phone. Null when only an email is sent.
/// </param>
/// <param name="Email">Null when only an SMS is sent.</param>
/// <param name="Code">The one-time code in the text; null when it has none.</param>
public sealed record MessageText(MessageKind Kind, string? Sms, EmailText? Email, string? Code = null)
{
    public override string ToString() => Kind.ToString();
}

/// <summary>The text of an email.</summary>
public sealed record EmailText(string Subject, string Body);

/// <summary>
/// Rule N1: the texts of all messages to people. Selected participants get an SMS and an email; the others see the
/// result on the dashboard. A message says what happened and what to do. It has no name, NIK, card number or reason of
/// management, because another person might read it.
/// </summary>
public static class MessageTemplates
{
    private static readonly string[] Months =
    [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ];

    /// <summary>The message about a participant's event; null when the event has no message.</summary>
    /// <param name="digits">Returns the digits of a one-time code, by purpose and number.</param>
    public static MessageText? Of(
        ParticipantEvent @event, Func<CodePurpose, int, string> digits, ProgrammeOptions options) =>
        @event switch
        {
            ParticipantEvent.CodeIssued { Purpose: CodePurpose.ConfirmEmail } e =>
                MailedCode(digits(e.Purpose, e.Number), options),
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

    /// <summary>The message about an event of an attempt to sign up (A6); null when the event has no message.</summary>
    public static MessageText? Of(SignUpAttemptEvent @event, Func<int, string> digits, ProgrammeOptions options) =>
        @event is SignUpAttemptEvent.CodeIssued issued
            ? OneTimeCode(CodePurpose.VerifyPhone, digits(issued.Number), options)
            : null;

    /// <summary>The message about a complaint's event (C1); null when the event has no message.</summary>
    public static MessageText? Of(ComplaintEvent @event) => @event switch
    {
        ComplaintEvent.Answered => SmsAndEmail(
            MessageKind.ComplaintAnswered,
            "Pengaduan Anda telah dijawab. Silakan baca jawabannya di dashboard akun Anda.",
            "Jawaban atas pengaduan Anda",
            "Pengaduan Anda telah kami jawab. Silakan baca jawaban selengkapnya di dashboard akun Anda. "
            + "Apabila jawaban tersebut belum menyelesaikan masalah Anda, pengaduan dapat dibuka kembali "
            + "dari halaman yang sama."),
        ComplaintEvent.Overdue => SmsAndEmail(
            MessageKind.ComplaintOverdue,
            "Mohon maaf, pengaduan Anda belum terjawab sampai batas waktu. "
            + "Pengaduan tetap kami tindak lanjuti.",
            "Pengaduan Anda masih kami tindak lanjuti",
            "Mohon maaf, pengaduan Anda belum kami jawab sampai batas waktu yang dijanjikan. "
            + "Pengaduan Anda tetap kami tindak lanjuti, dan Anda kami beri tahu setelah dijawab."),
        _ => null,
    };

    /// <summary>
    /// True when a one-time code is not valid any more at the time of sending. Its message is then not sent, for
    /// example after an outage.
    /// </summary>
    public static bool IsStale(ParticipantEvent @event, DateTimeOffset now, ProgrammeOptions options) =>
        @event is ParticipantEvent.CodeIssued issued && IsStale(issued.At, now, options);

    /// <inheritdoc cref="IsStale(ParticipantEvent,DateTimeOffset,ProgrammeOptions)"/>
    public static bool IsStale(SignUpAttemptEvent @event, DateTimeOffset now, ProgrammeOptions options) =>
        @event is SignUpAttemptEvent.CodeIssued issued && IsStale(issued.At, now, options);

    private static bool IsStale(DateTimeOffset issuedAt, DateTimeOffset now, ProgrammeOptions options) =>
        now >= issuedAt.AddMinutes(options.OneTimeCodeMinutes);

    private static MessageText MailedCode(string code, ProgrammeOptions options)
    {
        var text = SmsAndEmail(
            MessageKind.OneTimeCode,
            "",
            "Kode konfirmasi email Kartu Prakerja",
            $"{code} adalah kode untuk mengonfirmasi alamat email ini. Kode berlaku "
            + $"{options.OneTimeCodeMinutes} menit. Apabila Anda tidak memintanya, abaikan email ini.");
        return text with { Sms = null, Code = code };
    }

    private static MessageText OneTimeCode(CodePurpose purpose, string code, ProgrammeOptions options)
    {
        var use = purpose switch
        {
            CodePurpose.VerifyPhone => "verifikasi nomor ponsel",
            CodePurpose.LogIn or CodePurpose.LogInElsewhere => "masuk ke akun",
            CodePurpose.Purchase => "pembelian pelatihan",
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "The purpose is unknown."),
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
        return SmsAndEmail(
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

    private static MessageText DeadlineNear(DateTimeOffset endsAt) => SmsAndEmail(
        MessageKind.DeadlineNear,
        $"Anda belum membeli pelatihan pertama. Batas waktunya {LastDay(endsAt)} pukul 23.59 WIB. "
        + "Segera gunakan saldo pelatihan Anda.",
        "Segera beli pelatihan pertama Anda",
        $"Anda belum membeli pelatihan pertama. Batas waktunya adalah {LastDay(endsAt)} pukul 23.59 WIB. "
        + "Lewat dari waktu itu, kepesertaan Anda dinonaktifkan dan saldo pelatihan dikembalikan ke negara. "
        + "Silakan pilih pelatihan di platform digital mitra resmi.");

    private static MessageText CardLapsed(Rupiah returned, ProgrammeOptions options) => SmsAndEmail(
        MessageKind.CardLapsed,
        "Kepesertaan Anda dinonaktifkan karena pelatihan pertama tidak dibeli dalam "
        + $"{options.PurchaseWindowDays} hari. Saldo dikembalikan ke negara.",
        "Kepesertaan Kartu Prakerja Anda dinonaktifkan",
        "Dengan menyesal kami sampaikan bahwa pelatihan pertama tidak dibeli dalam "
        + $"{options.PurchaseWindowDays} hari sejak pengumuman. Sesuai ketentuan, kepesertaan Anda "
        + $"dinonaktifkan dan saldo sebesar {returned} dikembalikan ke negara.");

    private static MessageText CardExpired(Rupiah returned) => SmsAndEmail(
        MessageKind.CardExpired,
        $"Masa penggunaan saldo pelatihan Anda telah berakhir. Sisa saldo {returned} dikembalikan ke negara.",
        "Masa penggunaan saldo pelatihan telah berakhir",
        $"Masa penggunaan saldo pelatihan tahun ini telah berakhir. Sisa saldo sebesar {returned} "
        + "dikembalikan ke negara. Pelatihan yang sudah dibeli dan insentif yang menjadi hak Anda "
        + "tetap dapat dilanjutkan.");

    private static MessageText CardFrozen() => SmsAndEmail(
        MessageKind.CardFrozen,
        "Kartu Prakerja Anda dibekukan sementara. Silakan hubungi kami melalui menu pengaduan di akun Anda.",
        "Kartu Prakerja Anda dibekukan sementara",
        "Kartu Prakerja Anda dibekukan untuk sementara waktu dan belum dapat digunakan. Batas waktu "
        + "pembelian pelatihan tetap berjalan. Untuk penjelasan lebih lanjut, silakan hubungi kami melalui "
        + "menu pengaduan di akun Anda.");

    private static MessageText CardUnfrozen() => SmsAndEmail(
        MessageKind.CardUnfrozen,
        "Kartu Prakerja Anda sudah dapat digunakan kembali. Terima kasih atas kesabaran Anda.",
        "Kartu Prakerja Anda dapat digunakan kembali",
        "Pembekuan Kartu Prakerja Anda telah dicabut dan kartu dapat digunakan kembali. "
        + "Terima kasih atas kesabaran Anda.");

    private static MessageText CardCancelled() => SmsAndEmail(
        MessageKind.CardCancelled,
        "Kepesertaan Kartu Prakerja Anda dibatalkan. "
        + "Keberatan dapat disampaikan melalui menu pengaduan di akun Anda.",
        "Kepesertaan Kartu Prakerja Anda dibatalkan",
        "Dengan menyesal kami sampaikan bahwa kepesertaan Kartu Prakerja Anda dibatalkan dan saldo pelatihan "
        + "dikembalikan ke negara. Apabila Anda berkeberatan, silakan sampaikan melalui menu pengaduan "
        + "di akun Anda.");

    private static MessageText IncentivePaid(ParticipantEvent.IncentivePaid paid) => SmsAndEmail(
        MessageKind.IncentivePaid,
        $"Insentif {paid.Amount} telah dikirim ke akun {NameOf(paid.To)} Anda.",
        "Insentif Anda telah dikirim",
        $"Insentif sebesar {paid.Amount} telah dikirim ke akun {NameOf(paid.To)} yang Anda daftarkan. "
        + "Apabila belum diterima dalam tiga hari kerja, silakan hubungi kami melalui menu pengaduan "
        + "di akun Anda.");

    private static MessageText IncentiveReturned(ParticipantEvent.IncentiveReturned returned)
    {
        var (cause, remedy) = returned.Cause switch
        {
            PayoutFailureCause.AccountNotVerified => (
                "akun belum terverifikasi",
                "Silakan lengkapi verifikasi akun Anda, lalu sambungkan kembali."),
            PayoutFailureCause.NumberChanged => (
                "nomor akun berubah", "Silakan sambungkan kembali akun Anda dengan nomor yang baru."),
            PayoutFailureCause.MonthlyLimit => (
                "batas bulanan akun tercapai", "Insentif akan dikirim kembali bulan depan."),
            _ => throw new ArgumentOutOfRangeException(
                nameof(returned), returned.Cause, "The cause is unknown."),
        };
        return SmsAndEmail(
            MessageKind.IncentiveReturned,
            $"Insentif {returned.Amount} belum dapat dikirim: {cause}. {remedy}",
            "Insentif Anda belum dapat dikirim",
            $"Insentif sebesar {returned.Amount} belum dapat dikirim karena {cause}. {remedy} "
            + "Hak Anda atas insentif ini tidak hilang.");
    }

    private static MessageText SmsAndEmail(MessageKind kind, string sms, string subject, string body) => new(
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
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "The wallet provider is unknown."),
    };

    /// <summary>The last full day before an instant, formatted for people.</summary>
    private static string LastDay(DateTimeOffset end)
    {
        var day = Wib.DateOf(end.AddTicks(-1));
        return string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");
    }
}
