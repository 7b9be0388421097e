using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Prakerja.Api.Http;

/// <summary>
/// The bytes of a request's body. They are read once, and used three times: to verify the signature, to compute the
/// fingerprint for the Idempotency-Key, and to parse the JSON.
/// </summary>
internal sealed class RequestBody
{
    /// <summary>
    /// Size of the largest body, bytes. The largest valid one, an exclusion list of 1,000 NIKs, has about 19,000.
    /// </summary>
    public const int LimitBytes = 32 * 1024;

    /// <summary>
    /// Up to this size, bytes, a body that is too large is read and discarded: a client that is still sending when the
    /// connection closes does not see the answer.
    /// </summary>
    public const int DrainedBytes = 1024 * 1024;

    /// <summary>
    /// The slowest accepted rate of a body: 8 KiB a second since its start, checked from 5 s on. At that moment every
    /// body up to <see cref="LimitBytes"/> must be complete; a slower one is refused with <c>request.bad</c>.
    /// </summary>
    public static readonly MinDataRate SlowestRate =
        new(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly RequestBody TooLarge = new(default, isTooLarge: true);
    private static readonly RequestBody Empty = new(default, isTooLarge: false);

    private RequestBody(ReadOnlyMemory<byte> bytes, bool isTooLarge) => (Bytes, IsTooLarge) = (bytes, isTooLarge);

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// True when the body is longer than <see cref="LimitBytes"/>; <see cref="Bytes"/> is then empty.
    /// </summary>
    public bool IsTooLarge { get; }

    /// <summary>Reads the body from the connection the first time, and from memory after that.</summary>
    public static ValueTask<RequestBody> ReadAsync(HttpContext context) =>
        context.Features.Get<RequestBody>() is { } body ? ValueTask.FromResult(body) : ReadFirstAsync(context);

    /// <summary>
    /// The fingerprint of a request: 128 bits of the SHA-256 of method, path and body, as 22 characters. Requests with
    /// the same fingerprint are the same. It is short because grains store it with the answer.
    /// </summary>
    public string FingerprintOf(HttpRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path.Value}\n"));
        hash.AppendData(Bytes.Span);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return System.Buffers.Text.Base64Url.EncodeToString(digest[..16]);
    }

    private static async ValueTask<RequestBody> ReadFirstAsync(HttpContext context)
    {
        var body = await ReadAllAsync(context);
        context.Features.Set(body);
        return body;
    }

    private static async ValueTask<RequestBody> ReadAllAsync(HttpContext context)
    {
        if (context.Request.ContentLength is > LimitBytes) return TooLarge;
        if (context.Request.ContentLength is 0) return Empty;
        var reader = context.Request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                if (read.Buffer.Length > LimitBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return TooLarge;
                }

                if (read.IsCompleted)
                {
                    var bytes = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return new RequestBody(bytes, isTooLarge: false);
                }

                // Nothing is consumed until the body is complete, so the last buffer holds the whole body.
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException exception)
            when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge;
        }
    }
}
