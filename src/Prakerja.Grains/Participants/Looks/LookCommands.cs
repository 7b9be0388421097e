namespace Prakerja.Grains.Participants;

/// <content>Looks of management at personal data (M1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>Opens the unmasked profile, with a reason. <paramref name="By"/> is the name of the key.</summary>
    [GenerateSerializer, Immutable, Alias("look-at-profile")]
    public sealed record LookAtProfile([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(LookAtProfile);
    }
}
