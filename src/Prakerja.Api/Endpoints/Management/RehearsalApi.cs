using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.SignUps;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For operators in a rehearsal: they move the programme's clock forward and read the messages that people would get.
/// These endpoints exist only where the clock is adjustable, never in production.
/// </summary>
internal static class RehearsalApi
{
    private const int MessagesMax = 50;

    public static void MapRehearsalApi(this IEndpointRouteBuilder management)
    {
        var rehearsal = management.MapGroup("/rehearsal")
            .WithTags("Gladi (rehearsal)")
            .RequireCaller(CallerKinds.Operator);
        rehearsal.MapGet("/clock", GetClock)
            .WithName("getClock")
            .WithSummary("The current time of the programme's clock.");
        rehearsal.MapPost("/clock", MoveClock)
            .WithName("moveClock")
            .WithSummary(
                "Moves the clock forward, to an instant or by a number of seconds. Deadlines up to the new time "
                + "fall due.");
        rehearsal.MapPost("/messages", GetMessages)
            .WithName("getMessages")
            .WithSummary(
                "Lists the newest messages to a person, at most 50, so that a rehearsal needs no real phones.");
    }

    internal static async Task<Ok<ClockResponse>> GetClock(IGrainFactory grains) =>
        TypedResults.Ok(ClockResponse.Of(await Clock(grains).GetClock()));

    internal static async Task<Results<Ok<ClockResponse>, RefusalResult>> MoveClock(
        CurrentCaller caller,
        JsonBody<MoveClockRequest> body,
        IGrainFactory grains,
        ProgrammeClock clock) => body.Value switch
        {
            { MoveTo: { } instant, AdvanceSeconds: null } =>
                MoveLocalClock(clock, await Clock(grains).MoveTo(instant, caller.Name)),
            { MoveTo: null, AdvanceSeconds: { } seconds and >= 0 and <= MoveClockRequest.SecondsMax } =>
                MoveLocalClock(clock, await Clock(grains).Advance(TimeSpan.FromSeconds(seconds), caller.Name)),
            { MoveTo: null, AdvanceSeconds: not null } =>
                new RefusalResult(RequestRefusals.OutOfRange, "advanceSeconds"),
            _ => new RefusalResult(RequestRefusals.FieldMissing, "moveTo"),
        };

    internal static async Task<Results<Ok<ImmutableArray<MessageResponse>>, RefusalResult>> GetMessages(
        JsonBody<GetMessagesRequest> body, ClaimHolderFinder holders, IOutboxReader outbox, CancellationToken cancelled)
    {
        var participant = body.Value.Participant;
        if (participant is null)
        {
            if (!PhoneNumber.TryParse(body.Value.Phone, out var phone))
                return new RefusalResult(FieldRefusals.PhoneInvalid);
            participant = (await holders.Find(phone))?.GetPrimaryKeyString();
        }

        if (!SignUpAttemptKey.IsValid(participant) && !ParticipantKey.TryParse(participant, out _))
            return new RefusalResult(ParticipantRefusals.Unknown);
        var messages = await outbox.ReadAsync(participant!, MessagesMax, cancelled);
        return TypedResults.Ok<ImmutableArray<MessageResponse>>([.. messages.Select(MessageResponse.Of)]);
    }

    // After the answer this node already has the new time; the other nodes of a cluster get it within a second.
    private static Results<Ok<ClockResponse>, RefusalResult> MoveLocalClock(
        ProgrammeClock clock, Answer<ClockView> moved)
    {
        if (moved.Value is { } view) clock.MoveAheadTo(view.Ahead);
        return moved.ToOk(ClockResponse.Of);
    }

    private static IRehearsalGrain Clock(IGrainFactory grains) =>
        grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key);
}

/// <summary>A move of the clock: exactly one of the two fields must be given.</summary>
/// <param name="MoveTo">The new time; it must be later than the clock's time.</param>
/// <param name="AdvanceSeconds">By how many seconds to move the clock forward.</param>
internal sealed record MoveClockRequest(DateTimeOffset? MoveTo = null, long? AdvanceSeconds = null)
{
    // The rules allow much less in one step; this limit only prevents an overflow of TimeSpan.
    public const long SecondsMax = 1_000_000_000;
}

/// <param name="Now">The programme's time.</param>
/// <param name="AheadSeconds">How far it is ahead of the real time, seconds.</param>
internal sealed record ClockResponse(DateTimeOffset Now, long AheadSeconds)
{
    public static ClockResponse Of(ClockView view) => new(view.Now, (long)view.Ahead.TotalSeconds);
}

/// <summary>The receiver of messages: one of the two fields must be given.</summary>
/// <param name="Participant">The key of the participant, or of an attempt to sign up.</param>
/// <param name="Phone">The participant's phone; it finds the person only after the phone was verified.</param>
internal sealed record GetMessagesRequest(string? Participant = null, string? Phone = null)
{
    public override string ToString() => nameof(GetMessagesRequest);
}

/// <summary>
/// A message as it was sent. <paramref name="Code"/> is the one-time code in the message, null when it has none.
/// </summary>
internal sealed record MessageResponse(
    MessageMedium Channel, MessageKind Kind, string Text, DateTimeOffset SentAt, string? Code)
{
    public static MessageResponse Of(OutgoingMessage message) =>
        new(message.Medium, message.Kind, message.Text, message.At, message.Code);

    public override string ToString() => nameof(MessageResponse);
}
