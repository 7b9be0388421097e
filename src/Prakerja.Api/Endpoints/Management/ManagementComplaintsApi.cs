using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;

namespace Prakerja.Api.Endpoints;

/// <summary>For management: auditors read complaints, operators answer them (C1).</summary>
internal static class ManagementComplaintsApi
{
    public static void MapManagementComplaintsApi(this IEndpointRouteBuilder management)
    {
        var complaints = management.MapGroup("/complaints").WithTags("Manajemen: pengaduan");
        complaints.MapGet("/", GetPage)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getComplaints")
            .WithSummary(
                "Lists complaints by number, all or those with one status. A page can be short or empty and still "
                + "have a next page.");
        complaints.MapPost("/{number}/answer", Answer)
            .RequireCaller(CallerKinds.Operator)
            .WithName("answerComplaint")
            .WithSummary("Answers a complaint, and closes it if requested.");
    }

    internal static async Task<Results<Ok<Page<ComplaintView>>, RefusalResult>> GetPage(
        PageRequest page, IGrainFactory grains, string? status = null)
    {
        if (!TryParseStatus(status, out var requestedStatus))
            return new RefusalResult(RequestRefusals.OutOfRange, "status");
        var found = await grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key)
            .GetPage(requestedStatus, page.After, page.Limit);
        return TypedResults.Ok(Page.Of(found.Complaints, found.Next));
    }

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Answer(
        string number, CurrentCaller caller, JsonBody<AnswerComplaintRequest> body, IGrainFactory grains) =>
        ComplaintNumber.TryGetParticipant(number, out _)
            ? (await grains.GetGrain<IComplaintGrain>(number)
                .Answer(caller.Name, body.Value.Text, body.Value.Close)).ToOk()
            : new RefusalResult(ComplaintRefusals.NotFound);

    private static bool TryParseStatus(string? text, out ComplaintStatus? status)
    {
        status = text switch
        {
            "waiting" => ComplaintStatus.Waiting,
            "answered" => ComplaintStatus.Answered,
            "closed" => ComplaintStatus.Closed,
            _ => null,
        };
        return text is null || status is not null;
    }
}

/// <param name="Text">1 to 2,000 characters.</param>
/// <param name="Close">True to close the complaint with this answer.</param>
internal sealed record AnswerComplaintRequest(string Text, bool Close)
{
    public override string ToString() => nameof(AnswerComplaintRequest);
}
