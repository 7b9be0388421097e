using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Participants;

/// <summary>References to participants.</summary>
public static class ParticipantGrainFactoryExtensions
{
    /// <summary>The participant of a key.</summary>
    public static IParticipantGrain GetParticipant(this IGrainFactory grains, string key) =>
        grains.GetGrainById<IParticipantGrain>(ParticipantKey.GrainIdOf(key));
}
