using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;

namespace Prakerja.Api.Endpoints;

/// <summary>Reading and answering complaints (C1).</summary>
internal static class ManagementComplaintsApi
{
    public static void MapManagementComplaintsApi(this IEndpointRouteBuilder management)
    {
        var complaints = management.MapGroup("/complaints").WithTags("Manajemen: pengaduan");
        complaints.MapGet("/", GetPage)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getComplaints")
            .WithSummary("Complaints by number. A page can be short or empty and still have a next one.");
        complaints.MapPost("/{number}/answer", Answer)
            .RequireCaller(CallerKinds.Operator)
            .WithName("answerComplaint")
            .WithSummary("Answers a complaint, and may close it.");
    }

    internal static async Task<Results<Ok<Page<ComplaintView>>, RefusalResult>> GetPage(
        PageRequest page, IGrainFactory grains, string? status = null)
    {
        if (!TryStatus(status, out var wanted)) return new RefusalResult(RequestRefusals.OutOfRange, "status");
        var found = await grains.GetGrain<IComplaintQueryGrain>(IComplaintQueryGrain.Key)
            .GetPage(wanted, page.After, page.Limit);
        return TypedResults.Ok(PageRequest.Of(found.Complaints, found.Next));
    }

    internal static async Task<Results<Ok<ComplaintView>, RefusalResult>> Answer(
        string number, CurrentCaller by, JsonBody<AnswerComplaintRequest> body, IGrainFactory grains) =>
        ComplaintNumber.TryGetParticipant(number, out _)
            ? (await grains.GetGrain<IComplaintGrain>(number).Answer(by.Name, body.Value.Text, body.Value.Close)).ToOk()
            : new RefusalResult(ComplaintRefusals.NotFound);

    private static bool TryStatus(string? text, out ComplaintStatus? status)
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
/// <param name="Close">Closes the complaint with this answer.</param>
internal sealed record AnswerComplaintRequest(string Text, bool Close)
{
    public override string ToString() => nameof(AnswerComplaintRequest);
}
