using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules A2 to A4, S2 and E4: joining a wave and hearing how it went.</summary>
public static class ApplicationRules
{
    /// <summary>Rules A2, A3, E1 and E4. Everything the draw may object to is left to the draw (S2).</summary>
    public static Decision<ParticipantEvent> Join(
        ParticipantState state, WaveSchedule wave, DateTimeOffset now, ProgrammeOptions options)
    {
        if (!state.PhoneVerified) return ParticipantRefusals.PhoneNotVerified;
        if (state.Card is Card.Lapsed or Card.Cancelled) return ParticipantRefusals.Barred;
        if (state.Card is not null) return ParticipantRefusals.AlreadyRecipient;
        if (state.Application is { } application)
            return application.Wave == wave.Number
                ? ParticipantRefusals.AlreadyJoined
                : ParticipantRefusals.OtherWavePending;
        if (now < wave.OpensAt) return ParticipantRefusals.WaveNotOpenYet;
        if (now >= wave.ClosesAt) return ParticipantRefusals.WaveClosed;
        if (EligibilityRules.MayApply(state.Profile, now, options) is { } refusal) return refusal;
        if (state.Test is not AbilityTest.Submitted) return ParticipantRefusals.TestNotTaken;
        return new WaveJoined(
            wave.Number,
            now,
            state.Profile.Province,
            EligibilityRules.TierOf(state.Profile.Employment),
            RollPartitionOf(state.Profile.Household, wave.RollPartitions));
    }

    /// <summary>
    /// Rule A2: what may change between two waves. While an application waits it stays as it was made, because the
    /// roll already holds it.
    /// </summary>
    public static Decision<ParticipantEvent> ChangeProfile(
        ParticipantState state, ParticipantCommand.ChangeProfile change)
    {
        if (state.Application is Application.Waiting) return ParticipantRefusals.ProfileLocked;
        var profile = state.Profile with
        {
            Province = change.Province ?? state.Profile.Province,
            Employment = change.Employment ?? state.Profile.Employment,
            InFormalEducation = change.InFormalEducation ?? state.Profile.InFormalEducation,
        };
        return profile == state.Profile
            ? ImmutableArray<ParticipantEvent>.Empty
            : new ProfileChanged(profile);
    }

    /// <summary>Rule S2: not selected; everything but the application stays for the next wave (A2).</summary>
    public static Decision<ParticipantEvent> LearnOutcome(ParticipantState state, int wave, SetAsideReason reason) =>
        state.Application is Application.Waiting waiting && waiting.Wave == wave
            ? new NotSelected(wave, reason)
            : ImmutableArray<ParticipantEvent>.Empty;

    /// <summary>Rules B1 and E4: the card is granted once in a lifetime; a repeat grants nothing more.</summary>
    public static Decision<ParticipantEvent> Grant(
        ParticipantState state, ParticipantCommand.GrantCard grant, DateTimeOffset now, ProgrammeOptions options)
    {
        if (state.Card is { } card)
            return card.Wave == grant.Wave
                ? ImmutableArray<ParticipantEvent>.Empty
                : AwardRefusals.AlreadyRecipient;
        if (state.Application is not Application.Waiting waiting || waiting.Wave != grant.Wave)
            return AwardRefusals.NotApplied;
        return new CardGranted(grant.Number, grant.Wave, now, grant.HouseholdSlot, options.TrainingBalance);
    }

    /// <summary>Rule A4: what is shown of a waiting application.</summary>
    public static ApplicationStatus StatusOf(WaveSchedule wave, DateTimeOffset now) => wave.Stage switch
    {
        WaveStage.Drawn or WaveStage.Announced => ApplicationStatus.InSelection,
        _ when now < wave.ClosesAt => ApplicationStatus.WaitingForClose,
        _ => ApplicationStatus.InProcess,
    };

    /// <summary>The roll partition of a household: all its members meet in one place, so the cap (E4) is local.</summary>
    public static int RollPartitionOf(KeyedHash household, int partitions) => (int)(household.Low % (uint)partitions);
}
