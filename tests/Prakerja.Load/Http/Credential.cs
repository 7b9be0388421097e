using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Prakerja.Load.Http;

/// <summary>Who is asking. A closed set, as the API knows it.</summary>
internal abstract record Credential
{
    private Credential()
    {
    }

    /// <summary>Nobody in particular: what is open to all.</summary>
    public static Credential None { get; } = new Nobody();

    /// <summary>Adds what proves it. Called once a sending: a nonce is good for one.</summary>
    public abstract void ApplyTo(HttpRequestMessage request, string path, byte[] body, ProgrammeTime time);

    private sealed record Nobody : Credential
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

    /// <summary>Management.</summary>
    public sealed record Key(string Value) : Credential
    {
        public override void ApplyTo(
            HttpRequestMessage request, string path, byte[] body, ProgrammeTime time) =>
            request.Headers.Authorization = new AuthenticationHeaderValue("Key", Value);
    }

    /// <summary>A platform, a provider or a payment partner, with the secret it was given.</summary>
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
