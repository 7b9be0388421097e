using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>How a request says who sends it.</summary>
public abstract record Sender
{
    public static Sender Nobody { get; } = new Anonymous();

    public abstract void Mark(HttpRequestMessage request, byte[] body, DateTimeOffset now);

    private sealed record Anonymous : Sender
    {
        public override void Mark(HttpRequestMessage request, byte[] body, DateTimeOffset now)
        {
        }
    }
}

public sealed record Bearer(string Token) : Sender
{
    public override void Mark(HttpRequestMessage request, byte[] body, DateTimeOffset now) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
}

public sealed record ManagementKey(string Key) : Sender
{
    public override void Mark(HttpRequestMessage request, byte[] body, DateTimeOffset now) =>
        request.Headers.Authorization = new AuthenticationHeaderValue("Key", Key);
}

/// <summary>
/// A partner's signature; what follows the secret says what a test may want other, or wrong, with it.
/// </summary>
public sealed record Partner(string Code, string Secret) : Sender
{
    public TimeSpan ClockOff { get; init; }

    /// <summary>Now, when it is not said; who signs the same at the same second makes the same request.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Signs as the field does: HMAC-SHA1 and no nonce.</summary>
    public bool AsInTheField { get; init; }

    /// <summary>A header to leave out.</summary>
    public string? Without { get; init; }

    public string? Nonce { get; init; }

    public bool UpperCase { get; init; }

    public bool Forged { get; init; }

    public override void Mark(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var timestamp = ((SentAt ?? now) + ClockOff).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = AsInTheField ? Nonce : Nonce ?? RandomNumberGenerator.GetHexString(24);
        var path = request.RequestUri!.AbsolutePath;
        byte[] text = [.. Encoding.UTF8.GetBytes($"{Code}{timestamp}{nonce}{request.Method.Method}{path}"), .. body];
        var hash = AsInTheField ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        var mac = CryptographicOperations.HmacData(hash, Encoding.ASCII.GetBytes(Secret), text);
        if (Forged) mac[0] ^= 1;
        request.Headers.Add("client_code", Code);
        request.Headers.Add("timestamp", timestamp);
        if (nonce is not null) request.Headers.Add("nonce", nonce);
        request.Headers.Add("signature", UpperCase ? Convert.ToHexString(mac) : Convert.ToHexStringLower(mac));
        if (Without is not null) request.Headers.Remove(Without);
    }
}
