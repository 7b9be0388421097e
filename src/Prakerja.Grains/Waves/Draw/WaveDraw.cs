using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The result of a draw: the published seed and the last winning ticket of each cell.</summary>
[GenerateSerializer, Immutable, Alias("wave-draw")]
public sealed record WaveDraw(
    [property: Id(0)] int Wave, [property: Id(1)] string Seed, [property: Id(2)] ImmutableArray<DrawCell> Cells);

/// <summary>The result of a draw for one cell, which is one province and one priority tier.</summary>
/// <param name="Standing">The number of eligible applications: those that were not set aside.</param>
/// <param name="LastTicket">The last winning ticket; every lower ticket won as well. Null without a winner.</param>
[GenerateSerializer, Immutable, Alias("draw-cell")]
public sealed record DrawCell(
    [property: Id(0)] ProvinceCode Province,
    [property: Id(1)] byte Tier,
    [property: Id(2)] int Standing,
    [property: Id(3)] int Winners,
    [property: Id(4)] Ticket? LastTicket);
