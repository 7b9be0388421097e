using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Living through a year in an afternoon. Mapped only where the clock may be moved, never in production.
/// </summary>
internal static class RehearsalApi
{
    private const int MessagesMax = 50;

    public static void MapRehearsalApi(this IEndpointRouteBuilder management)
    {
        var rehearsal = management.MapGroup("/rehearsal").WithTags("Gladi (rehearsal)").RequireCaller(CallerKinds.Operator);
        rehearsal.MapGet("/clock", GetClock).WithName("getClock").WithSummary("The programme's time.");
        rehearsal.MapPost("/clock", MoveClock)
            .WithName("moveClock")
            .WithSummary("Moves the time forward, to an instant or by seconds; real deadlines pass.");
        rehearsal.MapPost("/messages", GetMessages)
            .WithName("getMessages")
            .WithSummary("The newest messages to a person, at most 50, so that a rehearsal needs nobody's phone.");
    }

    internal static async Task<Ok<ClockResponse>> GetClock(IGrainFactory grains) =>
        TypedResults.Ok(ClockResponse.Of(await Clock(grains).GetClock()));

    internal static async Task<Results<Ok<ClockResponse>, RefusalResult>> MoveClock(
        CurrentCaller by, JsonBody<MoveClockRequest> body, IGrainFactory grains, ProgrammeClock clock) => body.Value switch
        {
            { MoveTo: { } instant, AdvanceSeconds: null } =>
                Followed(clock, await Clock(grains).MoveTo(instant, by.Name)),
            { MoveTo: null, AdvanceSeconds: { } seconds and >= 0 and <= MoveClockRequest.SecondsMax } =>
                Followed(clock, await Clock(grains).Advance(TimeSpan.FromSeconds(seconds), by.Name)),
            { MoveTo: null, AdvanceSeconds: not null } => new RefusalResult(RequestRefusals.OutOfRange, "advanceSeconds"),
            _ => new RefusalResult(RequestRefusals.FieldMissing, "moveTo"),
        };

    internal static async Task<Results<Ok<ImmutableArray<MessageResponse>>, RefusalResult>> GetMessages(
        JsonBody<GetMessagesRequest> body, ClaimHolders holders, IOutboxReader outbox, CancellationToken cancelled)
    {
        var participant = body.Value.Participant;
        if (participant is null)
        {
            if (!PhoneNumber.TryParse(body.Value.Phone, out var phone)) return new RefusalResult(FieldRefusals.PhoneInvalid);
            participant = (await holders.Find(phone))?.GetPrimaryKeyString();
        }

        if (!ParticipantKey.TryParse(participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        var messages = await outbox.ReadAsync(participant!, MessagesMax, cancelled);
        return TypedResults.Ok<ImmutableArray<MessageResponse>>([.. messages.Select(MessageResponse.Of)]);
    }

    // Whoever was answered finds this node at the new time; the other nodes of a cluster follow within a second.
    private static Results<Ok<ClockResponse>, RefusalResult> Followed(ProgrammeClock clock, Answer<ClockView> moved)
    {
        if (moved.Value is { } view) clock.MoveAheadTo(view.Ahead);
        return moved.ToOk(ClockResponse.Of);
    }

    private static IRehearsalGrain Clock(IGrainFactory grains) =>
        grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key);
}

/// <summary>One of the two.</summary>
/// <param name="MoveTo">An instant that lies ahead.</param>
/// <param name="AdvanceSeconds">By how much to go forward.</param>
internal sealed record MoveClockRequest(DateTimeOffset? MoveTo = null, long? AdvanceSeconds = null)
{
    // Far beyond what the rules allow in one step; it only keeps the seconds within a TimeSpan.
    public const long SecondsMax = 1_000_000_000;
}

internal sealed record ClockResponse(DateTimeOffset Now, long AheadSeconds)
{
    public static ClockResponse Of(ClockView view) => new(view.Now, (long)view.Ahead.TotalSeconds);
}

/// <summary>One of the two. By phone a person is found only once the phone is verified.</summary>
internal sealed record GetMessagesRequest(string? Participant = null, string? Phone = null)
{
    public override string ToString() => nameof(GetMessagesRequest);
}

/// <summary>
/// A message as it went out. <paramref name="Code"/> is the one-time code in it, when there is one.
/// </summary>
internal sealed record MessageResponse(
    MessageMedium Channel, MessageKind Kind, string Text, DateTimeOffset SentAt, string? Code)
{
    public static MessageResponse Of(OutgoingMessage message) =>
        new(message.Medium, message.Kind, message.Text, message.At, message.Code);

    public override string ToString() => nameof(MessageResponse);
}
