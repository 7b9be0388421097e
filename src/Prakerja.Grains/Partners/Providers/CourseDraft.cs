using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A course as its provider submits it.</summary>
/// <param name="Code">Unique within the provider (<see cref="PartnerCode"/>).</param>
/// <param name="Title">1 to 150 characters.</param>
/// <param name="Price">Rp 1 up to the training balance, because no card could pay more (B1).</param>
/// <param name="Platforms">The platforms that sell it, at most 32. Without one the course is not on sale.</param>
/// <param name="PreTestKey">The right answers of the pre-test (T3), 5 characters 'a' to 'e'.</param>
[GenerateSerializer, Immutable, Alias("course-draft")]
public sealed record CourseDraft(
    [property: Id(0)] string Code,
    [property: Id(1)] string Title,
    [property: Id(2)] Rupiah Price,
    [property: Id(3)] ImmutableArray<string> Platforms,
    [property: Id(4)] string PreTestKey)
{
    public override string ToString() => $"Draft of {Code}";
}
