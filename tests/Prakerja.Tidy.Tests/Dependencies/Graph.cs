namespace Prakerja.Tidy.Tests.Dependencies;

/// <summary>Which folder uses which, with one place for each use.</summary>
internal sealed class Graph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> edges = new(StringComparer.Ordinal);

    public void Add(string from, string to, string place)
    {
        if (from == to) return;
        if (!edges.TryGetValue(from, out var targets)) edges[from] = targets = new(StringComparer.Ordinal);
        targets.TryAdd(to, place);
    }

    public IEnumerable<string> UsedBy(string folder) => TargetsOf(folder).Keys;

    /// <summary>The shortest cycle through each use that is part of one, as "A → B (place) → A (place)".</summary>
    public IEnumerable<string> Cycles()
    {
        var cycles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (from, targets) in edges)
        {
            foreach (var to in targets.Keys)
            {
                if (PathBetween(to, from) is { } path) cycles.Add(Describe([from, .. path]));
            }
        }

        return cycles;
    }

    private SortedDictionary<string, string> TargetsOf(string folder) => edges.GetValueOrDefault(folder) ?? [];

    private List<string>? PathBetween(string start, string end)
    {
        var previous = new Dictionary<string, string?> { [start] = null };
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var folder))
        {
            if (folder == end)
            {
                var path = new List<string>();
                for (var step = folder; step is not null; step = previous[step]) path.Insert(0, step);
                return path;
            }

            foreach (var target in TargetsOf(folder).Keys)
            {
                if (previous.TryAdd(target, folder)) next.Enqueue(target);
            }
        }

        return null;
    }

    /// <summary>Starts at the first name of the alphabet, so that one cycle has one text.</summary>
    private string Describe(List<string> cycle)
    {
        cycle.RemoveAt(cycle.Count - 1);
        var first = cycle.IndexOf(cycle.Min(StringComparer.Ordinal)!);
        string[] turned = [.. cycle[first..], .. cycle[..first], cycle[first]];
        return turned[0] + string.Concat(turned.Zip(turned.Skip(1), (from, to) => $" → {to} ({edges[from][to]})"));
    }
}
