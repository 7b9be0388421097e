using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>Rule A1. Which sessions are open, and which devices are known.</summary>
public static class SessionRules
{
    /// <summary>The most devices of a participant; a further one takes the place of the one seen longest ago.</summary>
    public const int DevicesMax = 10;

    /// <summary>
    /// Rule A1. Whether a session is open. A token of an earlier version names no session: it is good until the first
    /// log-out everywhere.
    /// </summary>
    public static bool IsOpen(ParticipantState state, SessionStamp stamp)
    {
        var sessions = state.Sessions ?? ParticipantSessions.None;
        if (stamp.Epoch != sessions.Epoch) return false;
        if (stamp.Session == 0) return true;
        foreach (var device in sessions.Devices)
        {
            if (device.Session == stamp.Session) return true;
        }

        return false;
    }

    /// <summary>
    /// Rule A1. The purpose of a code for a log-in. A device is known until <c>DeviceDays</c> days after its last
    /// log-in; on the day after them it is a new device.
    /// </summary>
    public static CodePurpose PurposeFor(
        ParticipantState? state, DeviceProof? proof, DateTimeOffset now, ProgrammeOptions options) =>
        state is not null && Find(state, proof, now, options) is not null
            ? CodePurpose.LogIn
            : CodePurpose.LogInElsewhere;

    /// <summary>Rule A1. Uses the code and opens a session, on the known device or on a new one.</summary>
    public static Decision<ParticipantEvent> LogIn(
        ParticipantState state, ParticipantCommand.LogIn logIn, DateTimeOffset now, ProgrammeOptions options)
    {
        var known = Find(state, logIn.Proof, now, options);
        var purpose = known is null ? CodePurpose.LogInElsewhere : CodePurpose.LogIn;
        var used = SignUpRules.UseCode(state, purpose, logIn.Matches, now, options);
        return used.Refusal is null
            ? new Decision<ParticipantEvent>(
                [.. used.Events, .. Opened(state, known, logIn.Device, now, options)], null)
            : used;
    }

    /// <summary>Rule A1. Opens a session on a new device.</summary>
    public static Decision<ParticipantEvent> Open(
        ParticipantState state, DeviceSummary device, DateTimeOffset now, ProgrammeOptions options) =>
        state.PhoneVerified
            ? new Decision<ParticipantEvent>(Opened(state, null, device, now, options), null)
            : ParticipantRefusals.PhoneNotVerified;

    /// <summary>
    /// Rule A1. Ends one session. The device stays known: a stranger must not use up its codes. A token of an earlier
    /// version cannot be ended alone, so its log-out ends all sessions.
    /// </summary>
    public static Decision<ParticipantEvent> LogOut(ParticipantState state, int session)
    {
        if (session == 0) return EndAll(state);
        var device = (state.Sessions ?? ParticipantSessions.None).Devices
            .FirstOrDefault(device => device.Session == session);
        return device.Number == 0 ? ImmutableArray<ParticipantEvent>.Empty : new LoggedOut(device.Number);
    }

    /// <summary>Rule A1. Ends all sessions and forgets all devices.</summary>
    public static LoggedOutEverywhere EndAll(ParticipantState state) => new((state.Sessions?.Epoch ?? 0) + 1);

    /// <summary>Rule A1. Ends the session of a device and forgets the device.</summary>
    public static Decision<ParticipantEvent> RemoveDevice(ParticipantState state, int number) =>
        (state.Sessions ?? ParticipantSessions.None).Devices.Any(device => device.Number == number)
            ? new DeviceRemoved(number)
            : ParticipantRefusals.DeviceUnknown;

    /// <summary>The sessions after one of their events.</summary>
    public static ParticipantSessions Fold(ParticipantSessions? before, ParticipantEvent @event)
    {
        var sessions = before ?? ParticipantSessions.None;
        return @event switch
        {
            SessionOpened e => sessions with
            {
                LastDevice = Math.Max(sessions.LastDevice, e.Device),
                LastSession = e.Session,
                Devices = With(sessions.Devices, e),
            },
            LoggedOut e => sessions with
            {
                Devices = [.. sessions.Devices.Select(device => device.Number == e.Device
                    ? device with { Session = 0 }
                    : device)],
            },
            DeviceRemoved e => sessions with
            {
                Devices = sessions.Devices.RemoveAll(device => device.Number == e.Device),
            },
            LoggedOutEverywhere e => sessions with { Epoch = e.Epoch, Devices = [] },
            _ => throw new InvalidOperationException($"{@event.GetType().Name} is no event of sessions."),
        };
    }

    private static ImmutableArray<ParticipantEvent> Opened(
        ParticipantState state, Device? known, DeviceSummary summary, DateTimeOffset now, ProgrammeOptions options)
    {
        var sessions = state.Sessions ?? ParticipantSessions.None;
        var today = Wib.DateOf(now);
        var kept = sessions.Devices
            .Where(device => device.Number != known?.Number)
            .OrderByDescending(device => device.LastSeen)
            .ThenByDescending(device => device.Number)
            .Where((device, index) => index < DevicesMax - 1 && IsKnown(device, today, options))
            .Select(device => device.Number)
            .ToHashSet();
        return
        [
            .. sessions.Devices
                .Where(device => device.Number != known?.Number && !kept.Contains(device.Number))
                .Select(device => new DeviceRemoved(device.Number)),
            new SessionOpened(
                known?.Number ?? sessions.LastDevice + 1,
                summary.Browser,
                summary.System,
                sessions.LastSession + 1,
                today),
        ];
    }

    private static Device? Find(
        ParticipantState state, DeviceProof? proof, DateTimeOffset now, ProgrammeOptions options)
    {
        if (proof is null || state.Sessions is not { } sessions || sessions.Epoch != proof.Epoch) return null;
        foreach (var device in sessions.Devices)
        {
            if (device.Number == proof.Device) return IsKnown(device, Wib.DateOf(now), options) ? device : null;
        }

        return null;
    }

    private static bool IsKnown(Device device, DateOnly today, ProgrammeOptions options) =>
        today <= device.LastSeen.AddDays(options.DeviceDays);

    private static ImmutableArray<Device> With(ImmutableArray<Device> devices, SessionOpened e)
    {
        for (var index = 0; index < devices.Length; index++)
        {
            if (devices[index].Number != e.Device) continue;
            return devices.SetItem(index, devices[index] with
            {
                Browser = e.Browser,
                System = e.System,
                LastSeen = e.On,
                Session = e.Session,
            });
        }

        return devices.Add(new Device(e.Device, e.Browser, e.System, e.On, e.On, e.Session));
    }
}
