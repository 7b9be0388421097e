using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The part of one roll partition in the draw.</summary>
/// <param name="Entries">All applications of the partition, with those that were set aside.</param>
[GenerateSerializer, Immutable, Alias("roll-standing")]
public sealed record RollDrawInput(
    [property: Id(0)] long Entries, [property: Id(1)] ImmutableArray<PartitionCell> Cells);

/// <summary>The eligible applications of one cell in one partition.</summary>
/// <param name="Standing">The number of eligible applications.</param>
/// <param name="Lowest">The lowest tickets, ascending, not more than the province has places.</param>
[GenerateSerializer, Immutable, Alias("standing-cell")]
public sealed record PartitionCell(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] int Standing,
    [property: Id(3)] ImmutableArray<Ticket> Lowest);
