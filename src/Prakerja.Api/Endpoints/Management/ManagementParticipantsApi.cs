using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// What management does to a card (M1) and sees of it. A cancellation takes two people: who asked for it
/// cannot approve it, which the participant's rules decide by the names of the keys.
/// </summary>
internal static class ManagementParticipantsApi
{
    public static void MapManagementParticipantsApi(this IEndpointRouteBuilder management)
    {
        management.MapGet("/participants", GetPage)
            .WithTags("Manajemen: peserta")
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getParticipants")
            .WithSummary("The keys of all participants, for whoever adds up their accounts.");
        var participant = management.MapGroup("/participants/{participant}").WithTags("Manajemen: peserta");
        participant.MapPost("/freeze", Freeze)
            .RequireCaller(CallerKinds.Operator)
            .WithName("freezeCard")
            .WithSummary("Freezes a card: nothing can be bought or paid until it is unfrozen.");
        participant.MapPost("/unfreeze", Unfreeze)
            .RequireCaller(CallerKinds.Operator)
            .WithName("unfreezeCard")
            .WithSummary("Lifts a freeze.");
        participant.MapPost("/cancellation", RequestCancellation)
            .RequireCaller(CallerKinds.Operator)
            .WithName("requestCancellation")
            .WithSummary("Asks for a card to be cancelled for good.");
        participant.MapPost("/cancellation/decision", DecideCancellation)
            .RequireCaller(CallerKinds.Approver)
            .WithName("decideCancellation")
            .WithSummary("Approves or turns down a cancellation that somebody else asked for.");
        participant.MapGet("/account", GetAccount)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getAccount")
            .WithSummary("A card's money: what was granted, spent, refunded and returned.");
        participant.MapGet("/history", GetHistory)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getHistory")
            .WithSummary("All that ever happened to a participant, from the event log.");
    }

    internal static async Task<Ok<Page<ParticipantKeyView>>> GetPage(PageRequest page, IKeyReader keys)
    {
        var found = await keys.KeysAsync(ParticipantKey.GrainTypeName, page.After, page.Limit + 1);
        return TypedResults.Ok(
            page.Of([.. found.Select(key => new ParticipantKeyView(key))], listed => listed.Participant));
    }

    internal static async Task<Results<NoContent, RefusalResult>> Freeze(
        string participant, CurrentCaller by, JsonBody<ReasonRequest> body, IdempotencyKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Freeze(new ParticipantCommand.FreezeCard(by.Name, body.Value.Reason), key.Id)).ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> Unfreeze(
        string participant, CurrentCaller by, JsonBody<ReasonRequest> body, IdempotencyKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Unfreeze(new ParticipantCommand.UnfreezeCard(by.Name, body.Value.Reason), key.Id))
                .ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> RequestCancellation(
        string participant, CurrentCaller by, JsonBody<ReasonRequest> body, IdempotencyKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.RequestCancellation(
                new ParticipantCommand.RequestCancellation(by.Name, body.Value.Reason), key.Id)).ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> DecideCancellation(
        string participant, CurrentCaller by, JsonBody<CancellationDecisionRequest> body, IdempotencyKey key, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.DecideCancellation(
                new ParticipantCommand.DecideCancellation(by.Name, body.Value.Approve), key.Id)).ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<Ok<AccountView>, RefusalResult>> GetAccount(
        string participant, IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.GetAccount()).ToOk()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<Ok<Page<HistoryEntryView>>, RefusalResult>> GetHistory(
        string participant, PageRequest page, IEventLogReader log)
    {
        if (!ParticipantKey.TryParse(participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        if (!page.TryGetNumber(out var after)) return new RefusalResult(RequestRefusals.BadCursor);
        var grain = new GrainKey(ParticipantKey.GrainTypeName, participant);
        var events = await log.ReadOfGrainAsync(grain, after, page.Limit + 1);
        var entries = events.Select(HistoryEntryView.Of).ToArray();
        return TypedResults.Ok(
            page.Of(entries, entry => entry.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static IParticipantGrain? Find(string participant, IGrainFactory grains) =>
        ParticipantKey.TryParse(participant, out _) ? grains.GetParticipant(participant) : null;
}

internal sealed record ParticipantKeyView(string Participant);

/// <param name="Reason">Why; it stays in the history.</param>
internal sealed record ReasonRequest(string Reason)
{
    public override string ToString() => nameof(ReasonRequest);
}

internal sealed record CancellationDecisionRequest(bool Approve);

/// <summary>
/// One event of a participant. <paramref name="Data"/> is as it was stored, and holds no personal data.
/// </summary>
internal sealed record HistoryEntryView(long Number, string Type, DateTimeOffset At, JsonElement Data)
{
    public static HistoryEntryView Of(LoggedEvent logged)
    {
        using var data = JsonDocument.Parse(logged.Payload);
        return new HistoryEntryView(logged.Number, logged.Type, logged.At, data.RootElement.Clone());
    }
}
