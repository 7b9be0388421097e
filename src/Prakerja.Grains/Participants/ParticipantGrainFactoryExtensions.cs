using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Participants;

/// <summary>Gets references to participant grains.</summary>
public static class ParticipantGrainFactoryExtensions
{
    /// <summary>The participant grain of a key.</summary>
    public static IParticipantGrain GetParticipant(this IGrainFactory grains, string key) =>
        grains.GetGrainById<IParticipantGrain>(ParticipantKey.GrainIdOf(key));
}
