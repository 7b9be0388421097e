namespace Prakerja.Grains.Participants;

/// <content>Freezing and cancelling a card (M1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>M1.</summary>
    [GenerateSerializer, Immutable, Alias("freeze-card")]
    public sealed record FreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(FreezeCard);
    }

    /// <summary>M1.</summary>
    [GenerateSerializer, Immutable, Alias("unfreeze-card")]
    public sealed record UnfreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(UnfreezeCard);
    }

    /// <summary>M1: the first of two people.</summary>
    [GenerateSerializer, Immutable, Alias("request-cancellation")]
    public sealed record RequestCancellation([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(RequestCancellation);
    }

    /// <summary>M1: the second of two people, who is not the first.</summary>
    [GenerateSerializer, Immutable, Alias("decide-cancellation")]
    public sealed record DecideCancellation([property: Id(0)] string By, [property: Id(1)] bool Approve)
        : ParticipantCommand;
}
