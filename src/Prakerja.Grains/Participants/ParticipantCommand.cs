namespace Prakerja.Grains.Participants;

/// <summary>
/// What can be asked of a participant. Each comes over the wire as it is and is decided by
/// ParticipantRules.Decide against the state and the time. What people wrote does not print: Orleans logs commands that
/// nobody answered.
/// </summary>
[GenerateSerializer, Alias("participant-command")]
public abstract partial record ParticipantCommand
{
    private ParticipantCommand()
    {
    }
}
