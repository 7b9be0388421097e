using Prakerja.Grains.Participants;

namespace Prakerja.Api.Auth;

/// <summary>The participant who calls, known by the request's bearer token.</summary>
internal sealed record CurrentParticipant(string Key, IParticipantGrain Grain)
{
    public static ValueTask<CurrentParticipant> BindAsync(HttpContext context)
    {
        var key = context.User.NameOfCaller();
        var grains = context.RequestServices.GetRequiredService<IGrainFactory>();
        return ValueTask.FromResult(new CurrentParticipant(key, grains.GetParticipant(key)));
    }
}
