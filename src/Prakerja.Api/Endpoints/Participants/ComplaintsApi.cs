using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For participants: they file, read, reopen and withdraw their own complaints (C1). The complaint of another
/// participant is refused as not found.
/// </summary>
internal static class ComplaintsApi
{
    public static void MapComplaintsApi(this IEndpointRouteBuilder me)
    {
        var complaints = me.MapGroup("/complaints").WithTags("Pengaduan").RequireOpenSession();
        complaints.MapPost("/", File)
            .WithName("fileComplaint")
            .WithSummary("Files a complaint. Management must answer it within the deadline.");
        complaints.MapGet("/", GetAll)
            .WithName("getOwnComplaints")
            .WithSummary("Lists the participant's own complaints, newest first, at most 100.");
        complaints.MapGet("/{number}", Get)
            .WithName("getOwnComplaint")
            .WithSummary("One of the participant's complaints, with its history.");
        complaints.MapPost("/{number}/reopening", Reopen)
            .WithName("reopenComplaint")
            .WithSummary("Reopens an answered or closed complaint with a new text.");
        complaints.MapPost("/{number}/withdrawal", Withdraw)
            .WithName("withdrawComplaint")
            .WithSummary("Withdraws a complaint: it needs no answer any more.");
    }

    internal static async Task<Results<Created<ComplaintView>, RefusalResult>> File(
        CurrentParticipant me,
        JsonBody<FileComplaintRequest> body,
        IdempotencyKey key,
        IdentityKey identity,
        IGrainFactory grains)
    {
        var number = ComplaintNumber.Of(me.Key, key.Id.Key, identity);
        var answer = await grains.GetGrain<IComplaintGrain>(number)
            .File(body.Value.Category, body.Value.Text, key.Id);
        return answer.ToCreated(_ => $"/api/v1/participants/me/complaints/{number}", view => view);
    }

    internal static async Task<Ok<ImmutableArray<ComplaintView>>> GetAll(CurrentParticipant me, IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key).OfParticipant(me.Key));

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Get(
        CurrentParticipant me, string number, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.GetComplaint()).ToOk()
            : new RefusalResult(ComplaintRefusals.NotFound);

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Reopen(
        CurrentParticipant me, string number, JsonBody<ReopenComplaintRequest> body, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.Reopen(body.Value.Text)).ToOk()
            : new RefusalResult(ComplaintRefusals.NotFound);

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Withdraw(
        CurrentParticipant me, string number, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.Withdraw()).ToOk()
            : new RefusalResult(ComplaintRefusals.NotFound);

    private static IComplaintGrain? Find(CurrentParticipant me, string number, IGrainFactory grains) =>
        ComplaintNumber.TryGetParticipant(number, out var participant) && participant == me.Key
            ? grains.GetGrain<IComplaintGrain>(number)
            : null;
}

/// <param name="Text">1 to 2,000 characters.</param>
internal sealed record FileComplaintRequest(ComplaintCategory Category, string Text)
{
    public override string ToString() => nameof(FileComplaintRequest);
}

/// <param name="Text">1 to 2,000 characters.</param>
internal sealed record ReopenComplaintRequest(string Text)
{
    public override string ToString() => nameof(ReopenComplaintRequest);
}
