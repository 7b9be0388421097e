using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Looks of management (M1).</content>
internal sealed partial class ParticipantGrain
{
    public Task<Answer<OverviewView>> GetOverview() => Task.FromResult<Answer<OverviewView>>(State is { } state
        ? ParticipantViews.Overview(Key, ParticipantRules.AsOf(state, Now, Options), Version, Now, Options)
        : ParticipantRefusals.Unknown);

    public Task<Answer<Profile>> LookAtProfile(ParticipantCommand.LookAtProfile command) =>
        Handle(command, state => state.Profile);
}
