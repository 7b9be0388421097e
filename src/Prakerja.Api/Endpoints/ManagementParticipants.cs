using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// What management does to a card (M1) and sees of it. A cancellation takes two people: who asked for it
/// cannot approve it, which the participant's rules decide by the names of the keys.
/// </summary>
internal static class ManagementParticipants
{
    public static void MapManagementParticipants(this IEndpointRouteBuilder management)
    {
        management.MapGet("/participants", GetPage)
            .WithTags("Manajemen: peserta")
            .Needs(Callers.Auditor)
            .WithName("getParticipants")
            .WithSummary("The keys of all participants, for whoever adds up their accounts.");
        var participant = management.MapGroup("/participants/{participant}").WithTags("Manajemen: peserta");
        participant.MapPost("/freeze", Freeze)
            .Needs(Callers.Operator)
            .WithName("freezeCard")
            .WithSummary("Freezes a card: nothing can be bought or paid until it is unfrozen.");
        participant.MapPost("/unfreeze", Unfreeze)
            .Needs(Callers.Operator)
            .WithName("unfreezeCard")
            .WithSummary("Lifts a freeze.");
        participant.MapPost("/cancellation", RequestCancellation)
            .Needs(Callers.Operator)
            .WithName("requestCancellation")
            .WithSummary("Asks for a card to be cancelled for good.");
        participant.MapPost("/cancellation/decision", DecideCancellation)
            .Needs(Callers.Approver)
            .WithName("decideCancellation")
            .WithSummary("Approves or turns down a cancellation that somebody else asked for.");
        participant.MapGet("/account", GetAccount)
            .Needs(Callers.Auditor)
            .WithName("getAccount")
            .WithSummary("A card's money: what was granted, spent, refunded and returned.");
        participant.MapGet("/history", GetHistory)
            .Needs(Callers.Auditor)
            .WithName("getHistory")
            .WithSummary("All that ever happened to a participant, from the event log.");
    }

    internal static async Task<Ok<Page<ParticipantListed>>> GetPage(PageOf page, IKeyReader keys)
    {
        var found = await keys.KeysAsync(ParticipantKey.GrainTypeName, page.After, page.Limit + 1);
        return TypedResults.Ok(
            page.Of([.. found.Select(key => new ParticipantListed(key))], listed => listed.Participant));
    }

    internal static async Task<Results<NoContent, Refused>> Freeze(
        string participant, Caller by, Body<Because> body, RequestKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Freeze(new ParticipantCommand.FreezeCard(by.Name, body.Value.Reason), key.Id)).ToNoContent()
            : new Refused(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, Refused>> Unfreeze(
        string participant, Caller by, Body<Because> body, RequestKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Unfreeze(new ParticipantCommand.UnfreezeCard(by.Name, body.Value.Reason), key.Id))
                .ToNoContent()
            : new Refused(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, Refused>> RequestCancellation(
        string participant, Caller by, Body<Because> body, RequestKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.RequestCancellation(
                new ParticipantCommand.RequestCancellation(by.Name, body.Value.Reason), key.Id)).ToNoContent()
            : new Refused(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, Refused>> DecideCancellation(
        string participant, Caller by, Body<Decided> body, RequestKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.DecideCancellation(
                new ParticipantCommand.DecideCancellation(by.Name, body.Value.Approve), key.Id)).ToNoContent()
            : new Refused(ParticipantRefusals.Unknown);

    internal static async Task<Results<Ok<AccountView>, Refused>> GetAccount(
        string participant, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.GetAccount()).ToOk()
            : new Refused(ParticipantRefusals.Unknown);

    internal static async Task<Results<Ok<Page<HistoryEntry>>, Refused>> GetHistory(
        string participant, PageOf page, IEventLogReader log)
    {
        if (!ParticipantKey.TryParse(participant, out _)) return new Refused(ParticipantRefusals.Unknown);
        if (!page.TryGetNumber(out var after)) return new Refused(RequestRefusals.BadCursor);
        var grain = new GrainKey(ParticipantKey.GrainTypeName, participant);
        var events = await log.ReadOfGrainAsync(grain, after, page.Limit + 1);
        var entries = events.Select(HistoryEntry.Of).ToArray();
        return TypedResults.Ok(
            page.Of(entries, entry => entry.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static IParticipantGrain? Find(string participant, IGrainFactory grains) =>
        ParticipantKey.TryParse(participant, out _) ? grains.GetParticipant(participant) : null;
}

internal sealed record ParticipantListed(string Participant);

/// <param name="Reason">Why; it stays in the history.</param>
internal sealed record Because(string Reason)
{
    public override string ToString() => nameof(Because);
}

internal sealed record Decided(bool Approve);

/// <summary>
/// One event of a participant. <paramref name="Data"/> is as it was stored, and holds no personal data.
/// </summary>
internal sealed record HistoryEntry(long Number, string Type, DateTimeOffset At, JsonElement Data)
{
    public static HistoryEntry Of(LoggedEvent logged)
    {
        using var data = JsonDocument.Parse(logged.Payload);
        return new HistoryEntry(logged.Number, logged.Type, logged.At, data.RootElement.Clone());
    }
}
