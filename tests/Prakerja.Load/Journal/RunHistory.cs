using System.Collections.Concurrent;
using Prakerja.Load.People;

namespace Prakerja.Load.Journal;

/// <summary>
/// Everything that the server acknowledged in this run: the facts of every person, and the facts of the run itself.
/// </summary>
internal sealed class RunHistory(Population population)
{
    private readonly ConcurrentDictionary<string, string> keys = new();
    private readonly ConcurrentDictionary<(string Kind, string Code), string> secrets = new();
    private readonly ConcurrentDictionary<string, bool> completed = new();
    private readonly ConcurrentDictionary<string, long> refusals = new();
    private readonly ConcurrentQueue<Fact.NotRefused> notRefused = new();
    private readonly ConcurrentQueue<Fact.Repeated> differing = new();
    private long repeats;

    public IReadOnlyList<Participant> Participants { get; } = [.. population.People.Select(
        person => new Participant(person))];

    public int Run { get; private set; }

    public (ulong Seed, int Participants)? Started { get; private set; }

    public Calendar? Calendar { get; private set; }

    /// <summary>How often each code refused a forbidden action.</summary>
    public IReadOnlyDictionary<string, long> Refusals => refusals;

    public IReadOnlyCollection<Fact.NotRefused> NotRefused => notRefused;

    /// <summary>Requests that were sent twice on purpose.</summary>
    public long Repeats => Interlocked.Read(ref repeats);

    public IReadOnlyCollection<Fact.Repeated> DifferingRepeats => differing;

    public bool IsCompleted(string phase) => completed.ContainsKey(phase);

    public string? KeyOf(string name) => keys.GetValueOrDefault(name);

    public string? SecretOf(string kind, string code) => secrets.GetValueOrDefault((kind, code));

    public void Apply(Fact fact)
    {
        switch (fact)
        {
            case Fact.RunStarted happened:
                (Run, Started) = (happened.Run, (happened.Seed, happened.Participants));
                break;
            case Fact.TimesSet happened: Calendar = happened.Calendar; break;
            case Fact.KeyMade happened: keys[happened.Name] = happened.Key; break;
            case Fact.PartyMade happened: secrets[(happened.Kind, happened.Code)] = happened.Secret; break;
            case Fact.PhaseCompleted happened: completed[happened.Phase] = true; break;
            case Fact.OfPerson happened: ApplyPersonFact(happened); break;
        }
    }

    private void ApplyPersonFact(Fact.OfPerson fact)
    {
        if (fact.Person >= 0) Participants[fact.Person].Apply(fact);
        switch (fact)
        {
            case Fact.Refused happened:
                refusals.AddOrUpdate(happened.Code, 1, static (_, count) => count + 1);
                break;
            case Fact.NotRefused happened: notRefused.Enqueue(happened); break;
            case Fact.Repeated happened:
                Interlocked.Increment(ref repeats);
                if (happened.Difference is not null) differing.Enqueue(happened);
                break;
        }
    }
}
