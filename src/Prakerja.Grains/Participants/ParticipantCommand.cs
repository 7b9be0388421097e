namespace Prakerja.Grains.Participants;

/// <summary>
/// One command to a participant. <see cref="ParticipantRules.Decide"/> decides it by the state and the time. ToString
/// does not print what people wrote: Orleans logs the arguments of calls that timed out.
/// </summary>
[GenerateSerializer, Alias("participant-command")]
public abstract partial record ParticipantCommand
{
    private ParticipantCommand()
    {
    }
}
