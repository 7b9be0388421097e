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
/// For management: operators freeze and unfreeze cards and request cancellations, approvers decide on cancellations
/// (M1), auditors read accounts and histories. The participant's rules compare the people behind the keys, so that the
/// person who requested a cancellation cannot approve it.
/// </summary>
internal static class ManagementParticipantsApi
{
    public static void MapManagementParticipantsApi(this IEndpointRouteBuilder management)
    {
        management.MapGet("/participants", GetPage)
            .WithTags("Manajemen: peserta")
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getParticipants")
            .WithSummary("Lists the keys of all participants, for example to add up their accounts.");
        var participant = management.MapGroup("/participants/{participant}").WithTags("Manajemen: peserta");
        participant.MapPost("/freeze", Freeze)
            .RequireCaller(CallerKinds.Operator)
            .WithName("freezeCard")
            .WithSummary("Freezes a card. Until it is unfrozen, the card cannot buy and no incentive is paid.");
        participant.MapPost("/unfreeze", Unfreeze)
            .RequireCaller(CallerKinds.Operator)
            .WithName("unfreezeCard")
            .WithSummary("Ends the freeze of a card.");
        participant.MapPost("/cancellation", RequestCancellation)
            .RequireCaller(CallerKinds.Operator)
            .WithName("requestCancellation")
            .WithSummary("Requests the permanent cancellation of a card. Another person must approve it.");
        participant.MapPost("/cancellation/decision", DecideCancellation)
            .RequireCaller(CallerKinds.Approver)
            .WithName("decideCancellation")
            .WithSummary("Approves or rejects the cancellation that another person requested.");
        participant.MapGet("/account", GetAccount)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getAccount")
            .WithSummary("The money of a card: granted, spent, refunded and returned, whole rupiah.");
        participant.MapGet("/history", GetHistory)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getHistory")
            .WithSummary("Lists all events of a participant, from the event log.");
    }

    internal static async Task<Ok<Page<ParticipantKeyView>>> GetPage(PageRequest page, IGrainKeyReader keys)
    {
        var found = await keys.ReadKeysAsync(ParticipantKey.GrainTypeName, page.After, page.Limit + 1);
        return TypedResults.Ok(
            page.ToPage([.. found.Select(key => new ParticipantKeyView(key))], view => view.Participant));
    }

    internal static async Task<Results<NoContent, RefusalResult>> Freeze(
        string participant,
        CurrentCaller caller,
        JsonBody<ReasonRequest> body,
        IdempotencyKey key,
        IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Freeze(new ParticipantCommand.FreezeCard(caller.Name, body.Value.Reason), key.Id))
                .ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> Unfreeze(
        string participant,
        CurrentCaller caller,
        JsonBody<ReasonRequest> body,
        IdempotencyKey key,
        IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.Unfreeze(new ParticipantCommand.UnfreezeCard(caller.Name, body.Value.Reason), key.Id))
                .ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> RequestCancellation(
        string participant,
        CurrentCaller caller,
        JsonBody<ReasonRequest> body,
        IdempotencyKey key,
        IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.RequestCancellation(
                new ParticipantCommand.RequestCancellation(caller.Name, body.Value.Reason, caller.People),
                key.Id))
                .ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<NoContent, RefusalResult>> DecideCancellation(
        string participant,
        CurrentCaller caller,
        JsonBody<CancellationDecisionRequest> body,
        IdempotencyKey key,
        IGrainFactory grains) =>
        Find(participant, grains) is { } grain
            ? (await grain.DecideCancellation(
                new ParticipantCommand.DecideCancellation(caller.Name, body.Value.Approve, caller.People),
                key.Id)).ToNoContent()
            : new RefusalResult(ParticipantRefusals.Unknown);

    internal static async Task<Results<Ok<CardMoneyView>, RefusalResult>> GetAccount(
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
        var events = await log.ReadEventsOfGrainAsync(grain, after, page.Limit + 1);
        var entries = events.Select(HistoryEntryView.Of).ToArray();
        return TypedResults.Ok(
            page.ToPage(entries, entry => entry.Number.ToString(CultureInfo.InvariantCulture)));
    }

    private static IParticipantGrain? Find(string participant, IGrainFactory grains) =>
        ParticipantKey.TryParse(participant, out _) ? grains.GetParticipant(participant) : null;
}

/// <param name="Participant">The participant's key. It contains no NIK.</param>
internal sealed record ParticipantKeyView(string Participant);

/// <param name="Reason">The reason, which the history keeps. It must not be empty.</param>
internal sealed record ReasonRequest(string Reason)
{
    public override string ToString() => nameof(ReasonRequest);
}

/// <param name="Approve">True cancels the card; false rejects the request for its cancellation.</param>
internal sealed record CancellationDecisionRequest(bool Approve);

/// <summary>
/// One event of a participant. <paramref name="Data"/> is the event as it was stored; it contains no personal data.
/// </summary>
internal sealed record HistoryEntryView(long Number, string Type, DateTimeOffset At, JsonElement Data)
{
    public static HistoryEntryView Of(LoggedEvent logged)
    {
        using var data = JsonDocument.Parse(logged.Payload);
        return new HistoryEntryView(logged.Number, logged.Type, logged.At, data.RootElement.Clone());
    }
}
