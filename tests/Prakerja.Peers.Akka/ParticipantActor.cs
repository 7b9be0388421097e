using Akka.Actor;
using Akka.Persistence;

namespace Prakerja.Peers.Akka;

/// <summary>What a participant is told: its own address, and what happens to it.</summary>
internal sealed record JoinWave(string Participant, byte[] Event);

/// <summary>What happened, as it is stored.</summary>
internal sealed record WaveJoined(byte[] Payload);

internal sealed class Accepted
{
    public static readonly Accepted Instance = new();
}

/// <summary>
/// One participant as a persistent actor: a command becomes one event, answered once the journal has it. Its
/// state is what its events add up to; here that is their count.
/// </summary>
internal sealed class ParticipantActor : ReceivePersistentActor
{
    private long joined;

    public ParticipantActor(string participant)
    {
        PersistenceId = participant;
        Recover<WaveJoined>(_ => joined++);
        Command<JoinWave>(join => Persist(new WaveJoined(join.Event), _ =>
        {
            joined++;
            Sender.Tell(Accepted.Instance);
        }));
    }

    public override string PersistenceId { get; }
}
