namespace Prakerja.Grains.Participants;

/// <summary>References to participants.</summary>
public static class ParticipantReferences
{
    private static readonly GrainType Type = GrainType.Create(ParticipantGrain.TypeName);
    private static readonly GrainInterfaceType Interface = GrainInterfaceType.Create(IParticipantGrain.InterfaceName);

    /// <summary>The participant of a key.</summary>
    /// <remarks>
    /// <c>GetGrain&lt;IParticipantGrain&gt;</c> reads the interface's attributes by reflection at each call, which took a
    /// fifteenth of the processor when nothing but dashboards was asked for.
    /// </remarks>
    public static IParticipantGrain GetParticipant(this IGrainFactory grains, string key)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return (IParticipantGrain)grains.GetGrain(GrainId.Create(Type, key), Interface);
    }
}
