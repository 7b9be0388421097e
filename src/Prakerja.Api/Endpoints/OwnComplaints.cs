using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Complaints;

namespace Prakerja.Api.Endpoints;

/// <summary>A participant's complaints (C1). Somebody else's complaint does not exist here.</summary>
internal static class OwnComplaints
{
    public static void MapOwnComplaints(this IEndpointRouteBuilder me)
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

    internal static async Task<Results<Created<ComplaintView>, Refused>> File(
        Me me, Body<ComplaintFiled> body, RequestKey key, IdentityKey identity, IGrainFactory grains)
    {
        var number = ComplaintNumber.Of(me.Key, key.Id.Key, identity);
        var answer = await grains.GetGrain<IComplaintGrain>(number)
            .File(body.Value.Category, body.Value.Text, key.Id);
        return answer.ToCreated(_ => $"/api/v1/participants/me/complaints/{number}", view => view);
    }

    internal static async Task<Ok<ImmutableArray<ComplaintView>>> GetAll(Me me, IGrainFactory grains) =>
        TypedResults.Ok(await grains.GetGrain<IComplaintDeskGrain>(IComplaintDeskGrain.Key).OfParticipant(me.Key));

    internal static async Task<Results<Ok<ComplaintView>, Refused>> Get(Me me, string number, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.GetComplaint()).ToOk()
            : new Refused(ComplaintRefusals.NotFound);

    internal static async Task<Results<Ok<ComplaintView>, Refused>> Reopen(
        Me me, string number, Body<ComplaintText> body, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.Reopen(body.Value.Text)).ToOk()
            : new Refused(ComplaintRefusals.NotFound);

    internal static async Task<Results<Ok<ComplaintView>, Refused>> Withdraw(
        Me me, string number, IGrainFactory grains) =>
        Find(me, number, grains) is { } complaint
            ? (await complaint.Withdraw()).ToOk()
            : new Refused(ComplaintRefusals.NotFound);

    private static IComplaintGrain? Find(Me me, string number, IGrainFactory grains) =>
        ComplaintNumber.TryGetParticipant(number, out var participant) && participant == me.Key
            ? grains.GetGrain<IComplaintGrain>(number)
            : null;
}

/// <param name="Text">1 to 2,000 characters.</param>
internal sealed record ComplaintFiled(ComplaintCategory Category, string Text)
{
    public override string ToString() => nameof(ComplaintFiled);
}

/// <param name="Text">1 to 2,000 characters.</param>
internal sealed record ComplaintText(string Text)
{
    public override string ToString() => nameof(ComplaintText);
}
