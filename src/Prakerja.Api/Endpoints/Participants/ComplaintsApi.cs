using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>A participant's complaints (C1). Somebody else's complaint does not exist here.</summary>
internal static class ComplaintsApi
{
    public static void MapComplaintsApi(this IEndpointRouteBuilder me)
    {
        var complaints = me.MapGroup("/complaints").WithTags("Pengaduan");
        complaints.MapPost("/", File).WithName("fileComplaint").WithSummary("Complains.");
        complaints.MapGet("/", GetAll)
            .WithName("getOwnComplaints")
            .WithSummary("The person's complaints, the newest first, at most 100.");
        complaints.MapGet("/{number}", Get).WithName("getOwnComplaint").WithSummary("One complaint with its history.");
        complaints.MapPost("/{number}/reopening", Reopen)
            .WithName("reopenComplaint")
            .WithSummary("Comes back to an answered or closed complaint.");
        complaints.MapPost("/{number}/withdrawal", Withdraw)
            .WithName("withdrawComplaint")
            .WithSummary("Needs no answer any more.");
    }

    internal static async Task<Results<Created<ComplaintView>, RefusalResult>> File(
        CurrentParticipant me, JsonBody<FileComplaintRequest> body, IdempotencyKey key, IdentityKey identity, IGrainFactory grains)
    {
        var number = ComplaintNumber.Of(me.Key, key.Id.Key, identity);
        var answer = await grains.GetGrain<IComplaintGrain>(number)
            .File(body.Value.Category, body.Value.Text, key.Id);
        return answer.ToCreated(_ => $"/api/v1/participants/me/complaints/{number}", view => view);
    }

    internal static async Task<Ok<ImmutableArray<ComplaintView>>> GetAll(CurrentParticipant me, IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key).OfParticipant(me.Key));

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Get(CurrentParticipant me, string number, IGrainFactory grains) =>
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
