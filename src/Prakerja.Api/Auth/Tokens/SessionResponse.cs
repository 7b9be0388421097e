namespace Prakerja.Api.Auth;

/// <summary>
/// A log-in: the token to send as <c>Authorization: Bearer</c>, and how long it is valid.
/// </summary>
/// <param name="Token">The bearer token.</param>
/// <param name="ExpiresInSeconds">How long the token is valid, seconds.</param>
/// <param name="Device">A proof that this person has logged in on this device. The client keeps it and sends it with
/// the next log-in, which gives a new one. It gives no access by itself, and ends after 180 days.</param>
internal sealed record SessionResponse(string Token, int ExpiresInSeconds, string Device);
