namespace Prakerja.Grains.Programme;

/// <summary>Rule E3. The priority tiers of a province in the order of the draw; tier 1 is drawn first.</summary>
public static class PriorityTiers
{
    /// <summary>Furloughed workers and affected micro and small businesses.</summary>
    public const byte First = 1;

    /// <summary>All other applicants.</summary>
    public const byte Last = 2;
}
