using Prakerja.Grains.Participants;

namespace Prakerja.Api.Auth;

internal static class OpenSessionFilter
{
    /// <summary>
    /// Asks the participant's grain whether the session is open. Only for endpoints that make no call to that grain,
    /// which would check it anyway.
    /// </summary>
    public static TBuilder RequireOpenSession<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter(async (invocation, next) =>
        {
            var me = await CurrentParticipant.BindAsync(invocation.HttpContext);
            return (await me.Grain.CheckSession()).Refusal is { } refusal && refusal != ParticipantRefusals.Unknown
                ? new Http.RefusalResult(refusal)
                : await next(invocation);
        });
}
