using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace Prakerja.Api.Http;

/// <summary>
/// The bytes of a request's body, read once: a signature covers them, an Idempotency-Key is compared by them,
/// and the JSON is parsed from them.
/// </summary>
internal sealed class RequestBody
{
    /// <summary>
    /// Largest body, bytes. The longest honest one, a thousand NIKs of an exclusion list, has about 19,000.
    /// </summary>
    public const int LimitBytes = 32 * 1024;

    /// <summary>
    /// Up to here the rest of a body that is too large is read and thrown away, bytes: a client that is still
    /// sending when the connection closes never sees the answer.
    /// </summary>
    public const int DrainedBytes = 1024 * 1024;

    /// <summary>A body that comes more slowly is given up: after 5 s whatever is then not there yet.</summary>
    public static readonly MinDataRate SlowestRate =
        new(bytesPerSecond: 8 * 1024, gracePeriod: TimeSpan.FromSeconds(5));

    private static readonly RequestBody TooLarge = new(default, isTooLarge: true);
    private static readonly RequestBody Empty = new(default, isTooLarge: false);

    private RequestBody(ReadOnlyMemory<byte> bytes, bool isTooLarge) => (Bytes, IsTooLarge) = (bytes, isTooLarge);

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// True when the body is longer than <see cref="LimitBytes"/>; then nothing of it is kept.
    /// </summary>
    public bool IsTooLarge { get; }

    /// <summary>The body, from the connection the first time and from memory after that.</summary>
    public static ValueTask<RequestBody> ReadAsync(HttpContext context) =>
        context.Features.Get<RequestBody>() is { } body ? ValueTask.FromResult(body) : ReadFirstAsync(context);

    /// <summary>
    /// 128 bits of SHA-256 over method, path and body, 22 characters: two requests with the same print ask
    /// for the same thing. Grains keep it beside the answer, so it is short.
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

                // Nothing is consumed until all is there, so the buffer that comes last holds the whole body.
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
