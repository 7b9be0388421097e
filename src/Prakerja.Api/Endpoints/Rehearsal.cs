using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Notifications;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Living through a year in an afternoon. Mapped only where the clock may be moved, never in production.
/// </summary>
internal static class Rehearsal
{
    private const int MessagesMax = 50;

    public static void MapRehearsal(this IEndpointRouteBuilder management)
    {
        var rehearsal = management.MapGroup("/rehearsal").WithTags("Gladi (rehearsal)").Needs(Callers.Operator);
        rehearsal.MapGet("/clock", GetClock).WithName("getClock").WithSummary("The programme's time.");
        rehearsal.MapPost("/clock", MoveClock)
            .WithName("moveClock")
            .WithSummary("Moves the time forward, to an instant or by seconds; real deadlines pass.");
        rehearsal.MapPost("/messages", GetMessages)
            .WithName("getMessages")
            .WithSummary("The newest messages to a person, at most 50, so that a rehearsal needs nobody's phone.");
    }

    internal static async Task<Ok<ClockShown>> GetClock(IGrainFactory grains) =>
        TypedResults.Ok(ClockShown.Of(await Clock(grains).GetClock()));

    internal static async Task<Results<Ok<ClockShown>, Refused>> MoveClock(
        Caller by, Body<ClockMove> body, IGrainFactory grains, ProgrammeClock clock) => body.Value switch
        {
            { MoveTo: { } instant, AdvanceSeconds: null } =>
                Followed(clock, await Clock(grains).MoveTo(instant, by.Name)),
            { MoveTo: null, AdvanceSeconds: { } seconds and >= 0 and <= ClockMove.SecondsMax } =>
                Followed(clock, await Clock(grains).Advance(TimeSpan.FromSeconds(seconds), by.Name)),
            { MoveTo: null, AdvanceSeconds: not null } => new Refused(RequestRefusals.OutOfRange, "advanceSeconds"),
            _ => new Refused(RequestRefusals.FieldMissing, "moveTo"),
        };

    internal static async Task<Results<Ok<ImmutableArray<MessageShown>>, Refused>> GetMessages(
        Body<Addressee> body, Holders holders, IOutboxReader outbox, CancellationToken cancelled)
    {
        var participant = body.Value.Participant;
        if (participant is null)
        {
            if (!PhoneNumber.TryParse(body.Value.Phone, out var phone)) return new Refused(EdgeRefusals.PhoneInvalid);
            participant = (await holders.Find(phone))?.GetPrimaryKeyString();
        }

        if (!ParticipantKey.TryParse(participant, out _)) return new Refused(ParticipantRefusals.Unknown);
        var messages = await outbox.ReadAsync(participant!, MessagesMax, cancelled);
        return TypedResults.Ok<ImmutableArray<MessageShown>>([.. messages.Select(MessageShown.Of)]);
    }

    // Whoever was answered finds this node at the new time; the other nodes of a cluster follow within a second.
    private static Results<Ok<ClockShown>, Refused> Followed(ProgrammeClock clock, Answer<ClockView> moved)
    {
        if (moved.Value is { } view) clock.MoveAheadTo(view.Ahead);
        return moved.ToOk(ClockShown.Of);
    }

    private static IRehearsalGrain Clock(IGrainFactory grains) =>
        grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key);
}

/// <summary>One of the two.</summary>
/// <param name="MoveTo">An instant that lies ahead.</param>
/// <param name="AdvanceSeconds">By how much to go forward.</param>
internal sealed record ClockMove(DateTimeOffset? MoveTo = null, long? AdvanceSeconds = null)
{
    // Far beyond what the rules allow in one step; it only keeps the seconds within a TimeSpan.
    public const long SecondsMax = 1_000_000_000;
}

internal sealed record ClockShown(DateTimeOffset Now, long AheadSeconds)
{
    public static ClockShown Of(ClockView view) => new(view.Now, (long)view.Ahead.TotalSeconds);
}

/// <summary>One of the two. By phone a person is found only once the phone is verified.</summary>
internal sealed record Addressee(string? Participant = null, string? Phone = null)
{
    public override string ToString() => nameof(Addressee);
}

/// <summary>
/// A message as it went out. <paramref name="Code"/> is the one-time code in it, when there is one.
/// </summary>
internal sealed record MessageShown(
    MessageMedium Channel, MessageKind Kind, string Text, DateTimeOffset SentAt, string? Code)
{
    public static MessageShown Of(OutgoingMessage message) =>
        new(message.Medium, message.Kind, message.Text, message.At, message.Code);

    public override string ToString() => nameof(MessageShown);
}
