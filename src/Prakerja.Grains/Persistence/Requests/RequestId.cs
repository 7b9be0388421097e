namespace Prakerja.Grains.Persistence;

/// <summary>
/// Identifies a request, so that a retry is not done again: the client's Idempotency-Key and the hash of the request.
/// The grain that does the work remembers both together with its answer, in the same commit as the work.
/// </summary>
[GenerateSerializer, Immutable, Alias("request-id")]
public sealed record RequestId([property: Id(0)] string Key, [property: Id(1)] string Hash)
{
    // The hash is not printed: from the rest of the request and the hash, a six-digit code can be found by trying.
    public override string ToString() => $"Request {Key}";
}
