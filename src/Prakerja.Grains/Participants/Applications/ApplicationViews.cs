using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>One application and how it stands (A4, S2).</summary>
[GenerateSerializer, Immutable, Alias("application-view")]
public sealed record ApplicationView(
    [property: Id(0)] int Wave,
    [property: Id(1)] ApplicationStatus Status,
    [property: Id(2)] SetAsideReason? Reason,
    [property: Id(3)] DateTimeOffset? AppliedAt);

/// <summary>A4, in the order a person lives through them.</summary>
[Alias("application-status")]
public enum ApplicationStatus : byte
{
    /// <summary>"Menunggu Gelombang Ditutup": the wave is still open.</summary>
    WaitingForClose,

    /// <summary>"Sedang Diproses": closed, not yet drawn.</summary>
    InProcess,

    /// <summary>"Dalam Proses Seleksi": drawn, not yet announced.</summary>
    InSelection,

    /// <summary>"Lolos".</summary>
    Selected,

    /// <summary>"Kamu Belum Berhasil", with the reason.</summary>
    NotSelected,
}

/// <content>Joining a wave and its outcome (A2 to A4, S1, S2).</content>
public static partial class ParticipantViews
{
    /// <summary>Rule A4. <paramref name="reason"/> is what the roll says once results are told (S2).</summary>
    public static ApplicationView? Application(
        ParticipantState state, WaveSchedule? wave, SetAsideReason? reason, DateTimeOffset now) =>
        state.Application switch
        {
            Application.Selected selected =>
                new ApplicationView(selected.Wave, ApplicationStatus.Selected, null, null),
            Application.Waiting waiting when reason is not null =>
                new ApplicationView(waiting.Wave, ApplicationStatus.NotSelected, reason, waiting.AppliedAt),
            Application.Waiting waiting => new ApplicationView(
                waiting.Wave,
                wave is null ? ApplicationStatus.InProcess : ApplicationRules.StatusOf(wave, now),
                null,
                waiting.AppliedAt),
            _ => null,
        };
}
