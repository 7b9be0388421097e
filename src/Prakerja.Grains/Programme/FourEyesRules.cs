using System.Collections.Immutable;

namespace Prakerja.Grains.Programme;

/// <summary>Rule M1. When two people of management act, and not one person with two keys.</summary>
public static class FourEyesRules
{
    /// <summary>
    /// Rule M1. True when nobody is among those who may hold the one key and among those who may hold the other. People
    /// who are not known never count as two.
    /// </summary>
    public static bool AreTwoPeople(ImmutableArray<string> one, ImmutableArray<string> other) =>
        !one.IsDefaultOrEmpty && !other.IsDefaultOrEmpty && !one.Intersect(other, StringComparer.Ordinal).Any();
}
