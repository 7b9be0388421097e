using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>An application that took part in the draw of an earlier version.</summary>
public readonly record struct DrawEntry(
    KeyedHash Participant, KeyedHash Household, ProvinceCode Province, byte Tier, Ticket Ticket);

/// <summary>An application that was set aside, with the reason.</summary>
public sealed record SetAsideEntry(KeyedHash Participant, NotSelectedReason Reason);
