namespace Prakerja.Load.Invariants;

/// <summary>
/// Something that must be so, counted: how often it was looked at, and where it was not so.
/// </summary>
internal sealed class Invariant(string name)
{
    /// <summary>More examples help nobody; the count goes on.</summary>
    private const int ExamplesMax = 10;

    private readonly List<string> examples = [];

    public string Name => name;

    public long Checked { get; private set; }

    public long BreachCount { get; private set; }

    /// <summary>The first breaches, by participant key.</summary>
    public IReadOnlyList<string> Breaches => examples;

    /// <summary>
    /// Held, and looked at at least once: what was never looked at has not been shown to hold.
    /// </summary>
    public bool Held => BreachCount == 0 && Checked > 0;

    public void Check(bool isSo, Func<string> otherwise)
    {
        Checked++;
        if (!isSo) Breach(otherwise());
    }

    public void Breach(string example)
    {
        BreachCount++;
        if (examples.Count < ExamplesMax) examples.Add(example);
    }
}
