using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Filters;
using Prakerja.Api.Auth;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>The base of the pages of a participant who is logged in.</summary>
internal abstract class ParticipantPageModel : ProgrammePageModel
{
    public CurrentParticipant Me { get; private set; } = null!;

    public override void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        var key = HttpContext.User.NameOfCaller();
        var grains = HttpContext.RequestServices.GetRequiredService<IGrainFactory>();
        var session = HttpContext.Features.GetRequiredFeature<SessionStamp>().Session;
        Me = new CurrentParticipant(key, grains.GetParticipant(key), session);
        if (HttpMethods.IsPost(Request.Method)) RemoveInterruptedForm();
    }

    // A form was sent with a session, so an interrupted one was sent on or is no longer wanted.
    private void RemoveInterruptedForm()
    {
        var cookies = HttpContext.RequestServices.GetRequiredService<ProtectedCookies>();
        if (!cookies.Read(HttpContext, ProtectedCookies.Interrupted).IsEmpty)
            cookies.Remove(HttpContext, ProtectedCookies.Interrupted);
    }
}
