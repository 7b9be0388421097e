using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Sessions and devices (A1).</content>
internal sealed partial class ParticipantGrain
{
    public Task<Answer<Done>> RequestLogInCode(DeviceProof? proof) => Handle(
        new ParticipantCommand.RequestCode(SessionRules.PurposeFor(State, proof, Now, Options)));

    public Task<Answer<SessionView>> LogInOn(OneTimeCodeInput code, DeviceProof? proof, DeviceSummary device)
    {
        var purpose = SessionRules.PurposeFor(State, proof, Now, Options);
        // Rule A5: what cannot be the code of this device uses up no try.
        if (!code.IsFor(purpose)) return Task.FromResult<Answer<SessionView>>(ParticipantRefusals.CodeMalformed);
        return Handle(
            new ParticipantCommand.LogIn(proof, Matches(purpose, code), device), ParticipantViews.NewestSession);
    }

    public Task<Answer<SessionView>> OpenSession(DeviceSummary device) =>
        Handle(new ParticipantCommand.OpenSession(device), ParticipantViews.NewestSession);

    public Task<Answer<Done>> LogOut(int session) => Handle(new ParticipantCommand.LogOut(session));

    public Task<Answer<Done>> LogOutEverywhere() => Handle(new ParticipantCommand.LogOutEverywhere());

    public Task<Answer<Done>> RemoveDevice(int number) => Handle(new ParticipantCommand.RemoveDevice(number));

    public Task<Answer<Done>> CheckSession() => Task.FromResult<Answer<Done>>(
        State is null ? ParticipantRefusals.Unknown
        : EndedSession() is { } ended ? ended
        : default(Done));

    public Task<Answer<ImmutableArray<DeviceView>>> GetDevices() =>
        Task.FromResult<Answer<ImmutableArray<DeviceView>>>(
            State is not { } state ? ParticipantRefusals.Unknown
            : EndedSession() is { } ended ? ended
            : ParticipantViews.Devices(state, SessionStamp.Current?.Session ?? 0));

    /// <summary>The refusal of a call with a session that was ended; null for all other calls.</summary>
    private Refusal? EndedSession() =>
        State is { } state && SessionStamp.Current is { } stamp && stamp.Participant == Key
        && !SessionRules.IsOpen(state, stamp)
            ? ParticipantRefusals.SessionEnded
            : null;
}
