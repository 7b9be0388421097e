namespace Prakerja.Grains.Programme;

/// <summary>
/// A "no" of the rules. It is a value and not an exception: exceptions are for bugs and failed infrastructure. The code
/// is public and never changes; its HTTP status and Indonesian text are in the catalogue of the API.
/// </summary>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] string Code)
{
    /// <summary>After how many seconds the same request may succeed; null when waiting alone does not help.</summary>
    [Id(1)]
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The same refusal with the time to wait, in whole seconds, at least one.</summary>
    public Refusal RetryAfter(TimeSpan wait) =>
        this with { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) };

    /// <summary>Two refusals are equal when their codes are: the time to wait is only a hint.</summary>
    public bool Equals(Refusal? other) => other?.Code == Code;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Code;
}
