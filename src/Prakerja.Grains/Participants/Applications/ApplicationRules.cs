using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rules A2 to A4, S2, B1 and E4. Applying for a wave, and the result of the application.</summary>
public static class ApplicationRules
{
    /// <summary>
    /// Rules A2, A3, E1 and E4. Applies for a wave: from the moment of opening until before the moment of closing.
    /// Reasons for which the draw sets an application aside are not checked here (S2).
    /// </summary>
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
        if (EligibilityRules.CheckMayApply(state.Profile, now, options) is { } refusal) return refusal;
        if (state.Test is not AbilityTest.Submitted) return ParticipantRefusals.TestNotTaken;
        return new WaveJoined(
            wave.Number,
            now,
            state.Profile.Province,
            EligibilityRules.TierOf(state.Profile.Employment),
            RollPartitionOf(state.Profile.Household, wave.RollPartitions));
    }

    /// <summary>
    /// Rule A2. Changes the profile between two waves. It is locked while an application waits, because the roll
    /// already holds the province and tier.
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

    /// <summary>
    /// Rules S2 and A2. Records that the participant was not selected; all other data is kept for the next wave.
    /// </summary>
    public static Decision<ParticipantEvent> LearnOutcome(ParticipantState state, int wave, NotSelectedReason reason) =>
        state.Application is Application.Waiting waiting && waiting.Wave == wave
            ? new NotSelected(wave, reason)
            : ImmutableArray<ParticipantEvent>.Empty;

    /// <summary>
    /// Rules B1 and E4. Grants the card once in a lifetime; a repeat for the same wave changes nothing.
    /// </summary>
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

    /// <summary>Rule A4. The status that is shown for a waiting application.</summary>
    public static ApplicationStatus StatusOf(WaveSchedule wave, DateTimeOffset now) => wave.Stage switch
    {
        WaveStage.Drawn or WaveStage.Announced => ApplicationStatus.InSelection,
        _ when now < wave.ClosesAt => ApplicationStatus.WaitingForClose,
        _ => ApplicationStatus.InProcess,
    };

    /// <summary>
    /// Rule E4. The roll partition of a household. It spreads the rows of a roll; only waves that an earlier version
    /// drew need a household in one partition.
    /// </summary>
    public static int RollPartitionOf(KeyedHash household, int partitions) => (int)(household.Low % (uint)partitions);
}
