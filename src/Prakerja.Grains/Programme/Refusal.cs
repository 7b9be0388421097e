using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Programme;

/// <summary>
/// A "no" of the rules: a value, not an exception. The code is stable and public; its HTTP status and Indonesian text
/// stand in one catalogue at the edge. Exceptions mean bugs or broken infrastructure.
/// </summary>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] string Code)
{
    public override string ToString() => Code;
}

/// <summary>What a command answers: a value, or the refusal.</summary>
[GenerateSerializer, Immutable, Alias("answer`1")]
public readonly record struct Answer<T>
{
    private Answer(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    [Id(0)]
    public T? Value { get; init; }

    [Id(1)]
    public Refusal? Refusal { get; init; }

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(default, refusal);

    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        (refusal, value) = (Refusal, Value);
        return refusal is not null;
    }
}

/// <summary>The answer of a command that has nothing to say but that it was done.</summary>
[GenerateSerializer, Immutable, Alias("done")]
public readonly record struct Done;
