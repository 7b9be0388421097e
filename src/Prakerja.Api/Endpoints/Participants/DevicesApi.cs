using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For participants: they log out, see and remove their devices (A1), and see who looked at their data (M1).
/// </summary>
internal static class DevicesApi
{
    public static void MapDevicesApi(this IEndpointRouteBuilder me)
    {
        var sessions = me.MapGroup("").WithTags("Masuk");
        sessions.MapDelete("/session", LogOut)
            .WithName("logOut")
            .WithSummary("Logs out: the token of this request is not accepted any more. The device stays known.");
        sessions.MapDelete("/sessions", LogOutEverywhere)
            .WithName("logOutEverywhere")
            .WithSummary("Logs out on all devices, and forgets them all.");
        sessions.MapGet("/devices", GetDevices)
            .WithName("getDevices")
            .WithSummary("Lists the devices on which the participant has logged in, the newest first, at most 10.");
        sessions.MapDelete("/devices/{number:int}", RemoveDevice)
            .WithName("removeDevice")
            .WithSummary("Logs a device out and forgets it: the next log-in on it is one on a new device.");
        sessions.MapGet("/looks", GetLooks)
            .RequireOpenSession()
            .WithName("getLooks")
            .WithSummary("Lists who of management has opened the participant's profile, and why; the newest first.");
    }

    internal static async Task<Results<NoContent, RefusalResult>> LogOut(CurrentParticipant me) =>
        (await me.Grain.LogOut(me.Session)).ToNoContent();

    internal static async Task<Results<NoContent, RefusalResult>> LogOutEverywhere(CurrentParticipant me) =>
        (await me.Grain.LogOutEverywhere()).ToNoContent();

    internal static async Task<Results<Ok<ImmutableArray<DeviceResponse>>, RefusalResult>> GetDevices(
        CurrentParticipant me) =>
        (await me.Grain.GetDevices()).ToOk(devices => devices.Select(DeviceResponse.Of).ToImmutableArray());

    internal static async Task<Ok<ImmutableArray<LookResponse>>> GetLooks(
        CurrentParticipant me, IEventLogReader log) =>
        TypedResults.Ok((await ParticipantHistory.ReadLooksAsync(log, me.Key)).ToImmutableArray());

    internal static async Task<Results<NoContent, RefusalResult>> RemoveDevice(CurrentParticipant me, int number) =>
        (await me.Grain.RemoveDevice(number)).ToNoContent();
}

/// <summary>A device on which the participant has logged in.</summary>
/// <param name="Name">Browser and system, in Indonesian.</param>
/// <param name="FirstSeen">The WIB day of the first log-in.</param>
/// <param name="LastSeen">The WIB day of the last log-in.</param>
/// <param name="LoggedIn">True until its log-out; its token may have expired before.</param>
/// <param name="Current">True for the device of this request.</param>
internal sealed record DeviceResponse(
    int Number, string Name, DateOnly FirstSeen, DateOnly LastSeen, bool LoggedIn, bool Current)
{
    public static DeviceResponse Of(DeviceView view) => new(
        view.Number,
        IndonesianTexts.Of(view.Summary),
        view.FirstSeen,
        view.LastSeen,
        view.IsOpen,
        view.IsCurrent);
}
