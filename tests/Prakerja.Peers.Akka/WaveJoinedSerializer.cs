using Akka.Actor;
using Akka.Serialization;

namespace Prakerja.Peers.Akka;

/// <summary>Stores the bytes of an event unchanged: no type names, no nested JSON.</summary>
internal sealed class WaveJoinedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 2_110_021;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => ((WaveJoined)obj).Payload;

    public override object FromBinary(byte[] bytes, Type type) => new WaveJoined(bytes);
}
