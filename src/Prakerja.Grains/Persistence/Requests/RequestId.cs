namespace Prakerja.Grains.Persistence;

/// <summary>
/// Identifies a request, so that a retry is not done again: its key (the client's Idempotency-Key, or the signature in
/// the legacy protocol) and the hash of its content. The grain that does the work stores digests of both together with
/// its answer, in the same commit as the work.
/// </summary>
[GenerateSerializer, Immutable, Alias("request-id")]
public sealed record RequestId([property: Id(0)] string Key, [property: Id(1)] string Hash)
{
    /// <summary>
    /// True for a request of a partner or of management: their keys have the caller's scope in front, with a colon,
    /// which no Idempotency-Key contains.
    /// </summary>
    public bool IsOfOthers => Key.Contains(':', StringComparison.Ordinal);

    // The hash is not printed: from the rest of the request and the hash, a six-digit code can be found by trying.
    public override string ToString() => $"Request {Key}";
}
