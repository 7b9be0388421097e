namespace Prakerja.Load.Invariants;

/// <summary>A condition that must always hold: how often it was checked, and the breaches found.</summary>
internal sealed class Invariant(string name)
{
    /// <summary>Limit of kept examples; the count continues.</summary>
    private const int ExamplesMax = 10;

    private readonly List<string> examples = [];

    public string Name => name;

    public long Checked { get; private set; }

    public long BreachCount { get; private set; }

    /// <summary>The first breaches, by participant key.</summary>
    public IReadOnlyList<string> Breaches => examples;

    /// <summary>
    /// True when there is no breach and at least one check: a condition that was never checked is not proven.
    /// </summary>
    public bool Held => BreachCount == 0 && Checked > 0;

    public void Check(bool isSo, Func<string> describeBreach)
    {
        Checked++;
        if (!isSo) Breach(describeBreach());
    }

    public void Breach(string example)
    {
        BreachCount++;
        if (examples.Count < ExamplesMax) examples.Add(example);
    }
}
