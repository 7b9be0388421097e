using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Issues and opens the tokens of participants: JWTs signed with HMAC-SHA256 by the keys of <see cref="SessionKeys"/>.
/// A token names the participant, the session and the participant's epoch; it expires by the programme's clock. Whether
/// its session is still open, the participant's grain checks (<see cref="SessionStamp"/>).
/// </summary>
internal sealed class SessionTokens(
    SessionKeys keys,
    EarlierTokens earlier,
    IOptions<TokenOptions> options,
    IOptions<ProgrammeOptions> programme,
    ProgrammeClock clock,
    TimeProvider time)
{
    private const string Issuer = "prakerja";
    private const string EpochClaim = "epoch";
    private const string DeviceClaim = "dev";

    // An entry has about 250 bytes: the token's hash, its participant and its expiry.
    private const int CacheCapacity = 200_000;
    private const int TokenBytesMax = 2_048;

    private static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(10);
    private static readonly TokenKind Token = new("prakerja-participant", "at+jwt");
    private static readonly TokenKind Proof = new("prakerja-device", "device+jwt");

    private readonly JsonWebTokenHandler handler = new()
    {
        MapInboundClaims = false,
        SetDefaultTimesOnTokenCreation = false,
        MaximumTokenSizeInBytes = TokenBytesMax,
    };

    private readonly TokenValidationParameters tokenChecks = ChecksOf(Token, keys);
    private readonly TokenValidationParameters proofChecks = ChecksOf(Proof, keys);
    private readonly ExpiringCache<UInt128, Opened> cache = new(time, CacheLifetime, CacheCapacity);

    /// <summary>The token and the device proof of a session that the participant's grain has opened.</summary>
    public SessionResponse IssueTo(string participant, SessionView session)
    {
        var now = clock.GetUtcNow();
        var lifetime = TimeSpan.FromMinutes(options.Value.LifetimeMinutes);
        var token = Sign(Token, participant, session.Epoch, JwtRegisteredClaimNames.Sid, session.Session, lifetime);
        // The client will use it at once.
        var opened = new Opened(new SessionStamp(participant, session.Session, session.Epoch), EndOf(now, lifetime));
        cache.Set(HashOf(token), opened);
        var device = TimeSpan.FromDays(programme.Value.DeviceDays);
        return new SessionResponse(
            token,
            (int)lifetime.TotalSeconds,
            Sign(Proof, participant, session.Epoch, DeviceClaim, session.Device, device));
    }

    /// <summary>
    /// Opens a session on a new device and issues its token, after another command has proven the person.
    /// </summary>
    public async Task<Answer<SessionResponse>> StartAsync(
        IParticipantGrain participant, string key, DeviceSummary device) =>
        (await participant.OpenSession(device)).IsRefused(out var refusal, out var session)
            ? refusal
            : IssueTo(key, session);

    /// <summary>
    /// The session that a token names, or why the token is not accepted: <see cref="AuthRefusals.TokenInvalid"/> or
    /// <see cref="AuthRefusals.TokenExpired"/>. Each token is verified once and then cached for 10 minutes, because the
    /// page of a participant sends many requests.
    /// </summary>
    public async ValueTask<Answer<SessionStamp>> OpenAsync(string token)
    {
        if (!cache.TryGet(HashOf(token), out var opened))
        {
            // Invalid tokens are not cached, or a stranger could fill the memory.
            if (await VerifyAsync(token) is not { } verified) return AuthRefusals.TokenInvalid;
            cache.Set(HashOf(token), opened = verified);
        }

        return clock.GetUtcNow() < opened.ExpiresAt ? opened.Stamp : AuthRefusals.TokenExpired;
    }

    /// <summary>
    /// The content of a device proof; null when it is invented, of another participant, expired, or of a version whose
    /// proofs had no date. The device then counts as unknown.
    /// </summary>
    public async ValueTask<DeviceProof?> ReadDeviceAsync(string? proof, string participant) =>
        proof is not null
        && await ReadAsync(proof, proofChecks) is { } jwt
        && jwt.Subject == participant
        && clock.GetUtcNow() < EndOf(jwt)
        && TryGetNumber(jwt, DeviceClaim, out var device)
        && TryGetNumber(jwt, EpochClaim, out var epoch)
            ? new DeviceProof(device, epoch)
            : null;

    /// <summary>Verifies a token without the cache; its time is not checked.</summary>
    internal async ValueTask<Opened?> VerifyAsync(string token)
    {
        if (!token.Contains('.', StringComparison.Ordinal))
            return earlier.Read(token) is { } read
                ? new Opened(new SessionStamp(read.Participant, 0, 0), read.ExpiresAt)
                : null;
        return await ReadAsync(token, tokenChecks) is { } jwt
            && TryGetNumber(jwt, JwtRegisteredClaimNames.Sid, out var session)
            && TryGetNumber(jwt, EpochClaim, out var epoch)
                ? new Opened(new SessionStamp(jwt.Subject, session, epoch), EndOf(jwt))
                : null;
    }

    // Everything that a token could choose is fixed here: algorithm, type, issuer and audience.
    private static TokenValidationParameters ChecksOf(TokenKind kind, SessionKeys keys) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidTypes = [kind.Type],
        ValidIssuer = Issuer,
        ValidAudience = kind.Audience,
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolver = (_, _, id, _) => keys.Find(id),
        // By the programme's clock, at every request.
        ValidateLifetime = false,
    };

    private string Sign(
        TokenKind kind, string participant, int epoch, string numberClaim, int number, TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = kind.Type,
            Issuer = Issuer,
            Audience = kind.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = EndOf(now, lifetime).UtcDateTime,
            SigningCredentials = keys.Signing,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = participant,
                [numberClaim] = number,
                [EpochClaim] = epoch,
            },
        });
    }

    private async ValueTask<JsonWebToken?> ReadAsync(string token, TokenValidationParameters checks)
    {
        var result = await handler.ValidateTokenAsync(token, checks);
        // A token without an end has the smallest date.
        return result is { IsValid: true, SecurityToken: JsonWebToken { Subject.Length: > 0 } jwt }
            && jwt.ValidTo > DateTime.UnixEpoch
                ? jwt
                : null;
    }

    private static bool TryGetNumber(JsonWebToken token, string claim, out int number) =>
        token.TryGetPayloadValue(claim, out number) && number >= 0;

    private static DateTimeOffset EndOf(JsonWebToken token) => new(token.ValidTo, TimeSpan.Zero);

    // A token counts whole seconds; the fraction is given to its holder nowhere, so both ways of knowing it agree.
    private static DateTimeOffset EndOf(DateTimeOffset now, TimeSpan lifetime) =>
        DateTimeOffset.FromUnixTimeSeconds((now + lifetime).ToUnixTimeSeconds());

    // 128 bits of SHA-256 are enough: a second text with the same hash cannot be found.
    private static UInt128 HashOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>A verified token.</summary>
    internal readonly record struct Opened(SessionStamp Stamp, DateTimeOffset ExpiresAt);

    private sealed record TokenKind(string Audience, string Type);
}
