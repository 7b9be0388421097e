using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rule M1. Who of management looked at a person's data, and why.</summary>
public static class LookRules
{
    /// <summary>Rule M1. Opens the profile; a look without a reason is refused.</summary>
    public static Decision<ParticipantEvent> Look(ParticipantCommand.LookAtProfile command, DateTimeOffset now) =>
        CardRules.CheckReason(command.Reason) is { } invalid
            ? invalid
            : new ProfileLookedAt(command.By, command.Reason, now);
}
