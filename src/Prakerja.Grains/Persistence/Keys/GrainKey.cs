namespace Prakerja.Grains.Persistence;

/// <summary>
/// A grain's address in the store. <paramref name="Type"/> is the name of the stored state ("participant");
/// <paramref name="Key"/> is the grain's key. A key begins with a letter after f and a dash ("p-…"), so that Orleans'
/// stock ADO.NET storage never reads it as a number.
/// </summary>
[GenerateSerializer, Immutable, Alias("grain-key")]
public readonly record struct GrainKey([property: Id(0)] string Type, [property: Id(1)] string Key);
