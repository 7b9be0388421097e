using Prakerja.Grains.Participants;

namespace Prakerja.Api.Auth;

/// <summary>The participant whose bearer token came with the request.</summary>
internal sealed record CurrentParticipant(string Key, IParticipantGrain Grain)
{
    public static ValueTask<CurrentParticipant> BindAsync(HttpContext context)
    {
        var key = context.User.NameOfCaller();
        return ValueTask.FromResult(
            new CurrentParticipant(key, context.RequestServices.GetRequiredService<IGrainFactory>().GetParticipant(key)));
    }
}

/// <summary>A partner whose signature, or a person of management whose key, came with the request.</summary>
/// <param name="Name">The partner's code, or the key's name.</param>
internal sealed record CurrentCaller(string Name)
{
    public static ValueTask<CurrentCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new CurrentCaller(context.User.NameOfCaller()));
}
