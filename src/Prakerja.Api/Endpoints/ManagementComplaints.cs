using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Complaints;

namespace Prakerja.Api.Endpoints;

/// <summary>Reading and answering complaints (C1).</summary>
internal static class ManagementComplaints
{
    public static void MapManagementComplaints(this IEndpointRouteBuilder management)
    {
        var complaints = management.MapGroup("/complaints").WithTags("Manajemen: pengaduan");
        complaints.MapGet("/", GetPage)
            .Needs(Callers.Auditor)
            .WithName("getComplaints")
            .WithSummary("Complaints by number. A page can be short or empty and still have a next one.");
        complaints.MapPost("/{number}/answer", Answer)
            .Needs(Callers.Operator)
            .WithName("answerComplaint")
            .WithSummary("Answers a complaint, and may close it.");
    }

    internal static async Task<Results<Ok<Page<ComplaintView>>, Refused>> GetPage(
        PageOf page, IGrainFactory grains, string? status = null)
    {
        if (!TryStatus(status, out var wanted)) return new Refused(RequestRefusals.OutOfRange, "status");
        var found = await grains.GetGrain<IComplaintDeskGrain>(IComplaintDeskGrain.Key)
            .GetPage(wanted, page.After, page.Limit);
        return TypedResults.Ok(PageOf.Of(found.Complaints, found.Next));
    }

    internal static async Task<Results<Ok<ComplaintView>, Refused>> Answer(
        string number, Caller by, Body<ComplaintAnswer> body, IGrainFactory grains) =>
        ComplaintNumber.TryGetParticipant(number, out _)
            ? (await grains.GetGrain<IComplaintGrain>(number).Answer(by.Name, body.Value.Text, body.Value.Close)).ToOk()
            : new Refused(ComplaintRefusals.NotFound);

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
internal sealed record ComplaintAnswer(string Text, bool Close)
{
    public override string ToString() => nameof(ComplaintAnswer);
}
