using Microsoft.AspNetCore.Http.Features;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Auth;

/// <summary>The participant who calls, known by the request's token.</summary>
/// <param name="Session">The number of the session; 0 with a token of an earlier version.</param>
internal sealed record CurrentParticipant(string Key, IParticipantGrain Grain, int Session)
{
    public static ValueTask<CurrentParticipant> BindAsync(HttpContext context)
    {
        var key = context.User.NameOfCaller();
        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        return ValueTask.FromResult(new CurrentParticipant(
            key, grains.GetParticipant(key), context.Features.GetRequiredFeature<SessionStamp>().Session));
    }
}
