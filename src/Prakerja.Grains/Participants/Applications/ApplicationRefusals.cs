using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Joining a wave and its outcome (A2 to A4, S1, S2).</content>
public static partial class ParticipantRefusals
{
    public static Refusal WaveNotOpenYet { get; } = new("join.not_open_yet");
    public static Refusal WaveClosed { get; } = new("join.closed");
    public static Refusal AlreadyJoined { get; } = new("join.already_joined");
    public static Refusal OtherWavePending { get; } = new("join.other_wave_pending");
    public static Refusal AlreadyRecipient { get; } = new("join.already_recipient");
    public static Refusal Barred { get; } = new("join.barred");
    public static Refusal UnderAge { get; } = new("join.under_age");
    public static Refusal InFormalEducation { get; } = new("join.in_formal_education");
    public static Refusal TestNotTaken { get; } = new("join.test_not_taken");
    public static Refusal CardNumberTaken { get; } = new("award.card_number_taken");
}
