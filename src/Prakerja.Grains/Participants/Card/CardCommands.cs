using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <content>Freezing and cancelling a card (M1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>Freezes the card (M1). <paramref name="By"/> is the name of the management key.</summary>
    [GenerateSerializer, Immutable, Alias("freeze-card")]
    public sealed record FreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(FreezeCard);
    }

    /// <summary>Unfreezes the card (M1). <paramref name="By"/> is the name of the management key.</summary>
    [GenerateSerializer, Immutable, Alias("unfreeze-card")]
    public sealed record UnfreezeCard([property: Id(0)] string By, [property: Id(1)] string Reason)
        : ParticipantCommand
    {
        public override string ToString() => nameof(UnfreezeCard);
    }

    /// <summary>
    /// Requests the cancellation of the card, by the first of two people (M1). <paramref name="People"/> are those who
    /// may hold the key.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("request-cancellation")]
    public sealed record RequestCancellation(
        [property: Id(0)] string By,
        [property: Id(1)] string Reason,
        [property: Id(2)] ImmutableArray<string> People = default) : ParticipantCommand
    {
        public override string ToString() => nameof(RequestCancellation);
    }

    /// <summary>Approves or withdraws the cancellation; only a different person can approve it (M1).</summary>
    [GenerateSerializer, Immutable, Alias("decide-cancellation")]
    public sealed record DecideCancellation(
        [property: Id(0)] string By,
        [property: Id(1)] bool Approve,
        [property: Id(2)] ImmutableArray<string> People = default) : ParticipantCommand;
}
