using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For the staff who serve people: they find a person by a value that the person names, and see state, money, history
/// and complaints in one view. The profile is masked until they open it with a reason, which the person can read (M1).
/// </summary>
internal static class PeopleApi
{
    public static void MapPeopleApi(this IEndpointRouteBuilder management)
    {
        var people = management.MapGroup("/participants").WithTags("Manajemen: peserta");
        people.MapPost("/search", Search)
            .RequireCaller(CallerKinds.Officer)
            .WithName("searchParticipants")
            .WithSummary("Finds participants by a value that they hold. Profiles in the answer are masked.");
        people.MapGet("/{participant}", GetPerson)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getParticipant")
            .WithSummary("One view of a participant: state, money, the newest events in words, complaints.");
        people.MapPost("/{participant}/looks", Look)
            .RequireCaller(CallerKinds.Officer)
            .WithName("lookAtProfile")
            .WithSummary("Opens the unmasked profile. The participant sees who looked, when, and the reason.");
    }

    internal static async Task<Results<Ok<ImmutableArray<ParticipantMatchResponse>>, RefusalResult>> Search(
        JsonBody<SearchParticipantsRequest> body, ParticipantSearch search)
    {
        if ((await search.FindAsync(body.Value)).IsRefused(out var refusal, out var found))
            return new RefusalResult(refusal, "value");
        var matches = ImmutableArray.CreateBuilder<ParticipantMatchResponse>();
        foreach (var grain in found)
        {
            // A NIK that nobody has signed up with is no match.
            if ((await grain.GetOverview()).Value is { } view) matches.Add(ParticipantMatchResponse.Of(view));
        }

        return TypedResults.Ok(matches.ToImmutable());
    }

    internal static async Task<Results<Ok<ParticipantPageResponse>, RefusalResult>> GetPerson(
        string participant, IGrainFactory grains, IEventLogReader log)
    {
        if (!ParticipantKey.TryParse(participant, out _)) return new RefusalResult(ParticipantRefusals.Unknown);
        if ((await grains.GetParticipant(participant).GetOverview()).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        var complaints = await grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key)
            .OfParticipant(participant);
        var newest = await ParticipantHistory.ReadNewestAsync(log, participant, ParticipantHistory.ShownEvents);
        return TypedResults.Ok(ParticipantPageResponse.Of(view, newest, complaints));
    }

    internal static async Task<Results<Ok<ProfileResponse>, RefusalResult>> Look(
        string participant, CurrentCaller caller, JsonBody<ReasonRequest> body, IGrainFactory grains) =>
        ParticipantKey.TryParse(participant, out _)
            ? (await grains.GetParticipant(participant)
                .LookAtProfile(new ParticipantCommand.LookAtProfile(caller.Name, body.Value.Reason)))
                .ToOk(ProfileResponse.Of)
            : new RefusalResult(ParticipantRefusals.Unknown);
}

/// <summary>A person who was found.</summary>
internal sealed record ParticipantMatchResponse(string Participant, bool PhoneVerified, MaskedProfile Profile)
{
    public static ParticipantMatchResponse Of(OverviewView view) =>
        new(view.Participant, view.PhoneVerified, view.Profile);
}

/// <summary>One view of a participant for management.</summary>
/// <param name="Profile">Masked; <c>POST looks</c> opens it.</param>
/// <param name="History">The newest events, the newest first, in words; <c>GET history</c> lists all.</param>
internal sealed record ParticipantPageResponse(
    string Participant,
    bool PhoneVerified,
    MaskedProfile Profile,
    TestStatus Test,
    ApplicationResponse? Application,
    ImmutableArray<ApplicationResponse> Past,
    CardMoneyView Money,
    ImmutableArray<HistoryLineResponse> History,
    ImmutableArray<ComplaintView> Complaints)
{
    public static ParticipantPageResponse Of(
        OverviewView view, IEnumerable<LoggedEvent> history, ImmutableArray<ComplaintView> complaints) => new(
            view.Participant,
            view.PhoneVerified,
            view.Profile,
            view.Test,
            view.Application is { } application ? ApplicationResponse.Of(application) : null,
            [.. view.Past.Select(ApplicationResponse.Of)],
            view.Money,
            [.. history.Select(HistoryLineResponse.Of)],
            complaints);
}

/// <param name="Text">What happened, in Indonesian.</param>
internal sealed record HistoryLineResponse(long Number, DateTimeOffset At, string Text)
{
    public static HistoryLineResponse Of(LoggedEvent logged) => new(
        logged.Number, logged.At, HistoryTexts.Of(logged.Type));
}
