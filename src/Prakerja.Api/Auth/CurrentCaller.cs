namespace Prakerja.Api.Auth;

/// <summary>
/// The caller that is not a participant: a partner, known by its signature, or a person of management, known by
/// their key.
/// </summary>
/// <param name="Name">The partner's code, or the key's name.</param>
internal sealed record CurrentCaller(string Name)
{
    public static ValueTask<CurrentCaller> BindAsync(HttpContext context) =>
        ValueTask.FromResult(new CurrentCaller(context.User.NameOfCaller()));
}
