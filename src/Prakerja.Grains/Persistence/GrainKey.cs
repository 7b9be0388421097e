namespace Prakerja.Grains.Persistence;

/// <summary>
/// A grain's address in the store: <paramref name="Type"/> is the stored state's name ("participant"), and
/// <paramref name="Key"/> the grain's key, which begins with a letter beyond f and a dash ("p-…") so that the stock
/// ADO.NET storage never takes it for a number.
/// </summary>
[GenerateSerializer, Immutable, Alias("grain-key")]
public readonly record struct GrainKey([property: Id(0)] string Type, [property: Id(1)] string Key);
