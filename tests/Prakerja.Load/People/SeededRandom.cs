namespace Prakerja.Load.People;

/// <summary>
/// Random numbers without state: the same seed, subject and question always give the same answer, in any order
/// and on any thread, before and after a resume.
/// </summary>
internal readonly record struct SeededRandom(ulong Seed)
{
    public ulong Bits(int subject, string question)
    {
        var hash = 14_695_981_039_346_656_037UL ^ Seed;
        foreach (var character in question) hash = (hash ^ character) * 1_099_511_628_211UL;
        return Mix(hash ^ Mix((ulong)subject + 0x9E37_79B9_7F4A_7C15UL));
    }

    /// <summary>From 0 to <paramref name="limit"/> − 1.</summary>
    public int Below(int limit, int subject, string question) =>
        (int)(Bits(subject, question) % (ulong)limit);

    public bool Happens(double share, int subject, string question) =>
        Share(subject, question) < share;

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Share(int subject, string question) =>
        (Bits(subject, question) >> 11) * (1.0 / (1UL << 53));

    public T Pick<T>(IReadOnlyList<T> from, int subject, string question) =>
        from[Below(from.Count, subject, question)];

    // The finalizer of SplitMix64: every bit of the input changes half of the output's bits.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EBUL;
        return value ^ (value >> 31);
    }
}
