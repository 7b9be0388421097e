namespace Prakerja.Grains.Programme;

/// <summary>Rule E3: the order in which a province's places are given. 1 is drawn first.</summary>
public static class PriorityTiers
{
    /// <summary>Furloughed workers and affected micro and small businesses.</summary>
    public const byte First = 1;

    /// <summary>Everybody else.</summary>
    public const byte Last = 2;
}
