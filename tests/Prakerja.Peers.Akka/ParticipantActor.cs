using Akka.Actor;
using Akka.Persistence;

namespace Prakerja.Peers.Akka;

/// <summary>The command to a participant: its key and the event to store.</summary>
internal sealed record JoinWave(string Participant, byte[] Event);

/// <summary>The stored event.</summary>
internal sealed record WaveJoined(byte[] Payload);

internal sealed class Accepted
{
    public static readonly Accepted Instance = new();
}

/// <summary>
/// One participant as a persistent actor: a command becomes one event and is answered when the journal has stored it.
/// The state is only a count of events.
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
