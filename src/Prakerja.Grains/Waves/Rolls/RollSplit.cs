using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The roll of one partition, split into the applications that take part in the draw and the others.</summary>
/// <param name="Eligible">The applications in the draw, ordered by tier, ticket and participant.</param>
public sealed record RollSplit(ImmutableArray<DrawEntry> Eligible, ImmutableArray<SetAsideEntry> SetAside);

/// <summary>An application that takes part in the draw.</summary>
/// <param name="RoomInHousehold">The number of recipients that the household may still get.</param>
public readonly record struct DrawEntry(
    KeyedHash Participant, KeyedHash Household, ProvinceCode Province, byte Tier, Ticket Ticket, int RoomInHousehold);

/// <summary>An application that was set aside, with the reason.</summary>
public sealed record SetAsideEntry(KeyedHash Participant, NotSelectedReason Reason);
