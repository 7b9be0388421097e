using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>A course as its provider offers it.</summary>
/// <param name="Code">Unique over all providers; starts with the provider's code.</param>
/// <param name="Provider">The provider's code.</param>
/// <param name="Title">The title that people see.</param>
/// <param name="Price">The price that is paid from the card.</param>
/// <param name="Platforms">Codes of the digital platforms that sell it.</param>
[GenerateSerializer, Immutable, Alias("course-offer")]
public sealed record CourseOffer(
    [property: Id(0)] string Code,
    [property: Id(1)] string Provider,
    [property: Id(2)] string Title,
    [property: Id(3)] Rupiah Price,
    [property: Id(4)] ImmutableArray<string> Platforms);
