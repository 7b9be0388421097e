using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Load.Http;

/// <summary>The credential of a call. A closed set, as in the API.</summary>
internal abstract record Credential
{
    private Credential()
    {
    }

    /// <summary>No credential: for endpoints that are open to all.</summary>
    public static Credential None { get; } = new Anonymous();

    /// <summary>
    /// Adds the credential to a request. Called once for each sending, because a nonce is valid only once.
    /// </summary>
    public abstract void ApplyTo(HttpRequestMessage request, string path, byte[] body, ProgrammeTime time);

    private sealed record Anonymous : Credential
    {
        public override void ApplyTo(HttpRequestMessage request, string path, byte[] body, ProgrammeTime time)
        {
        }
    }

    /// <summary>A participant who has logged in.</summary>
    public sealed record Bearer(string Token) : Credential
    {
        public override void ApplyTo(
            HttpRequestMessage request, string path, byte[] body, ProgrammeTime time) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    /// <summary>A management key.</summary>
    public sealed record Key(string Value) : Credential
    {
        public override void ApplyTo(
            HttpRequestMessage request, string path, byte[] body, ProgrammeTime time) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Key", Value);
    }

    /// <summary>A platform, a provider or a payment partner, with its secret.</summary>
    public sealed record Client(string Code, string Secret) : Credential
    {
        public override void ApplyTo(HttpRequestMessage request, string path, byte[] body, ProgrammeTime time)
        {
            var timestamp = time.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
            var head = Encoding.UTF8.GetBytes(Code + timestamp + nonce + request.Method.Method + path);
            var signature = HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), (byte[])[.. head, .. body]);
            request.Headers.TryAddWithoutValidation("client_code", Code);
            request.Headers.TryAddWithoutValidation("timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("nonce", nonce);
            request.Headers.TryAddWithoutValidation("signature", Convert.ToHexStringLower(signature));
        }
    }
}
