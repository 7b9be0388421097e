namespace Prakerja.Grains.Persistence;

/// <summary>
/// What tells a retry from a new wish: the client's Idempotency-Key and the hash of the request it came with. The grain
/// that does the work remembers both with its answer, in the same commit as the work.
/// </summary>
[GenerateSerializer, Immutable, Alias("request-id")]
public sealed record RequestId([property: Id(0)] string Key, [property: Id(1)] string Hash)
{
    // Who knows the rest of a request finds a code of six digits in its hash by trying.
    public override string ToString() => $"Request {Key}";
}
