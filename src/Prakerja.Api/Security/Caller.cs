using Prakerja.Grains.Participants;

namespace Prakerja.Api.Security;

/// <summary>The participant whose bearer token came with the request.</summary>
internal sealed record Me(string Key, IParticipantGrain Grain)
{
    public static ValueTask<Me> BindAsync(HttpContext context)
    {
        var key = context.User.NameOfCaller();
        return ValueTask.FromResult(
            new Me(key, context.RequestServices.GetRequiredService<IGrainFactory>().GetParticipant(key)));
    }
}

/// <summary>A partner whose signature, or a person of management whose key, came with the request.</summary>
/// <param name="Name">The partner's code, or the key's name.</param>
internal sealed record Caller(string Name)
{
    public static ValueTask<Caller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new Caller(context.User.NameOfCaller()));
}
