namespace Prakerja.Grains.Programme;

/// <summary>
/// A "no" of the rules. It is a value and not an exception: exceptions are for bugs and failed infrastructure. The code
/// is public and never changes; its HTTP status and Indonesian text are in the catalogue of the API.
/// </summary>
[GenerateSerializer, Immutable, Alias("refusal")]
public sealed record Refusal([property: Id(0)] string Code)
{
    public override string ToString() => Code;
}
