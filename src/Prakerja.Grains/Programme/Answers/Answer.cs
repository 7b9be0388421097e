using System.Diagnostics.CodeAnalysis;

namespace Prakerja.Grains.Programme;

/// <summary>What a grain answers to a command or a query: a value or a refusal.</summary>
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

    /// <summary>True with the refusal, or false with the value.</summary>
    public bool IsRefused([NotNullWhen(true)] out Refusal? refusal, [NotNullWhen(false)] out T? value)
    {
        (refusal, value) = (Refusal, Value);
        return refusal is not null;
    }
}

/// <summary>The answer of a command that returns no data.</summary>
[GenerateSerializer, Immutable, Alias("done")]
public readonly record struct Done;
