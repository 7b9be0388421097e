using Prakerja.Grains.Commits;

namespace Prakerja.Grains.Participants;

/// <summary>References to participants.</summary>
public static class ParticipantReferences
{
    private static readonly GrainType Type = GrainType.Create(ParticipantGrain.TypeName);

    /// <summary>The participant of a key.</summary>
    public static IParticipantGrain GetParticipant(this IGrainFactory grains, string key) =>
        grains.GetGrainById<IParticipantGrain>(GrainId.Create(Type, key));
}
