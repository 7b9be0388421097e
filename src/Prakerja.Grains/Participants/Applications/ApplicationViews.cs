using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>One application and its status (A4, S2).</summary>
[GenerateSerializer, Immutable, Alias("application-view")]
public sealed record ApplicationView(
    [property: Id(0)] int Wave,
    [property: Id(1)] ApplicationStatus Status,
    [property: Id(2)] NotSelectedReason? Reason,
    [property: Id(3)] DateTimeOffset? AppliedAt);

/// <summary>The status of an application, in the order of time (A4).</summary>
[Alias("application-status")]
public enum ApplicationStatus : byte
{
    /// <summary>"Menunggu Gelombang Ditutup": the wave is still open.</summary>
    WaitingForClose,

    /// <summary>"Sedang Diproses": closed, not yet drawn.</summary>
    InProcess,

    /// <summary>"Dalam Proses Seleksi": drawn, not yet announced.</summary>
    InSelection,

    /// <summary>"Lolos": selected.</summary>
    Selected,

    /// <summary>"Kamu Belum Berhasil": not selected, with the reason.</summary>
    NotSelected,
}

/// <content>Views of applications (A4, S2).</content>
public static partial class ParticipantViews
{
    /// <summary>
    /// Rule A4. The current application; null when there is none. <paramref name="reason"/> is the roll's reason after
    /// the announcement (S2).
    /// </summary>
    public static ApplicationView? Application(
        ParticipantState state, WaveSchedule? wave, NotSelectedReason? reason, DateTimeOffset now) =>
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
