using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about applications (A2 to A4, E1, E4, S1).</content>
public static partial class ParticipantRefusals
{
    /// <summary>The wave is not open yet (A3).</summary>
    public static Refusal WaveNotOpenYet { get; } = new("join.not_open_yet");

    /// <summary>The wave is closed (A3).</summary>
    public static Refusal WaveClosed { get; } = new("join.closed");

    /// <summary>The participant has applied for this wave already (A2).</summary>
    public static Refusal AlreadyJoined { get; } = new("join.already_joined");

    /// <summary>An application for another wave waits for its result (A2).</summary>
    public static Refusal OtherWavePending { get; } = new("join.other_wave_pending");

    /// <summary>The participant has a card already (E4).</summary>
    public static Refusal AlreadyRecipient { get; } = new("join.already_recipient");

    /// <summary>The card lapsed or was cancelled, so the person is barred (D1, M1).</summary>
    public static Refusal Barred { get; } = new("join.barred");

    /// <summary>The person is younger than the minimum age on the day of application (E1).</summary>
    public static Refusal UnderAge { get; } = new("join.under_age");

    /// <summary>The person is above the maximum age (E1).</summary>
    public static Refusal OverAge { get; } = new("join.over_age");

    /// <summary>The person is in formal education (E1).</summary>
    public static Refusal InFormalEducation { get; } = new("join.in_formal_education");

    /// <summary>The ability test is not submitted yet (A1).</summary>
    public static Refusal TestNotTaken { get; } = new("join.test_not_taken");

    /// <summary>The new card number is in use already; the grain tries another one (B1).</summary>
    public static Refusal CardNumberTaken { get; } = new("award.card_number_taken");
}
