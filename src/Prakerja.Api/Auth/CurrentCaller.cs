using System.Collections.Immutable;

namespace Prakerja.Api.Auth;

/// <summary>
/// The caller that is not a participant: a partner, known by its signature, or a person of management, known by
/// their key.
/// </summary>
/// <param name="Name">The partner's code, or the key's name.</param>
/// <param name="People">Who of management may hold the key; none for a partner.</param>
internal sealed record CurrentCaller(string Name, ImmutableArray<string> People)
{
    public static ValueTask<CurrentCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new CurrentCaller(
            context.User.NameOfCaller(),
            [.. context.User.FindAll(CallerKinds.PersonClaim).Select(claim => claim.Value)]));
}
