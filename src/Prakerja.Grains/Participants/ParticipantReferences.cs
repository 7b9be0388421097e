using Prakerja.Grains.Commits;

namespace Prakerja.Grains.Participants;

/// <summary>References to participants.</summary>
public static class ParticipantReferences
{
    /// <summary>The participant of a key.</summary>
    public static IParticipantGrain GetParticipant(this IGrainFactory grains, string key) =>
        grains.GetGrainById<IParticipantGrain>(ParticipantKey.GrainIdOf(key));
}
