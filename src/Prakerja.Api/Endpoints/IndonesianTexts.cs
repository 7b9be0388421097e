using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// The Indonesian texts of an application's status (A4) and of the reason for a rejection (S2), exactly as the
/// programme publishes them.
/// </summary>
internal static class IndonesianTexts
{
    public static string Of(ApplicationStatus status) => status switch
    {
        ApplicationStatus.WaitingForClose => "Menunggu Gelombang Ditutup",
        ApplicationStatus.InProcess => "Sedang Diproses",
        ApplicationStatus.InSelection => "Dalam Proses Seleksi",
        ApplicationStatus.Selected => "Lolos",
        ApplicationStatus.NotSelected => "Kamu Belum Berhasil",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "There is no such status."),
    };

    public static string Of(NotSelectedReason reason) => reason switch
    {
        NotSelectedReason.HouseholdFull => "Sudah ada dua penerima Kartu Prakerja dalam Kartu Keluarga Anda",
        NotSelectedReason.ProhibitedOccupation => "Pekerjaan Anda termasuk yang tidak dapat menerima Kartu Prakerja",
        NotSelectedReason.ReceivedOtherAid => "Anda tercatat menerima bantuan lain dari pemerintah",
        NotSelectedReason.AlreadyRecipient => "Anda sudah pernah menerima Kartu Prakerja",
        NotSelectedReason.IdentityMismatch => "Data diri Anda tidak sesuai dengan data kependudukan",
        NotSelectedReason.TestFailed => "Hasil tes motivasi dan kemampuan dasar belum memenuhi syarat",
        NotSelectedReason.QuotaExhausted => "Kuota gelombang ini sudah habis",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
    };

    /// <summary>The office that can correct the data behind a reason; null when there is nothing to correct.</summary>
    public static string? OfficeFor(NotSelectedReason reason) => reason switch
    {
        NotSelectedReason.IdentityMismatch => "Dinas Kependudukan dan Pencatatan Sipil (Dukcapil)",
        NotSelectedReason.ReceivedOtherAid => "Dinas Sosial",
        NotSelectedReason.ProhibitedOccupation => "Instansi kepegawaian",
        _ => null,
    };

    /// <summary>What a person can do after a rejection.</summary>
    public static string AdviceFor(NotSelectedReason reason) => reason switch
    {
        NotSelectedReason.IdentityMismatch =>
            "Bila data Anda keliru, perbaiki di Dinas Dukcapil kabupaten/kota Anda, lalu ikuti gelombang berikutnya",
        NotSelectedReason.ReceivedOtherAid =>
            "Bila data Anda keliru, perbaiki di Dinas Sosial kabupaten/kota Anda, lalu ikuti gelombang berikutnya",
        NotSelectedReason.ProhibitedOccupation =>
            "Bila data Anda keliru, perbaiki di instansi kepegawaian yang mencatatnya, lalu ikuti gelombang berikutnya",
        NotSelectedReason.AlreadyRecipient => "Kartu Prakerja hanya diberikan satu kali",
        _ => "Silakan ikuti gelombang berikutnya",
    };

    /// <summary>The name of a device, as its owner sees it.</summary>
    public static string Of(DeviceSummary device) => (NameOf(device.Browser), NameOf(device.System)) switch
    {
        (null, null) => "Perangkat lain",
        ({ } browser, null) => browser,
        (null, { } system) => $"Aplikasi di {system}",
        var (browser, system) => $"{browser} di {system}",
    };

    private static string? NameOf(DeviceBrowser browser) => browser switch
    {
        DeviceBrowser.SamsungInternet => "Samsung Internet",
        DeviceBrowser.Other => null,
        _ => browser.ToString(),
    };

    private static string? NameOf(DeviceSystem system) => system switch
    {
        DeviceSystem.Ios => "iPhone atau iPad",
        DeviceSystem.MacOs => "macOS",
        DeviceSystem.Other => null,
        _ => system.ToString(),
    };
}
