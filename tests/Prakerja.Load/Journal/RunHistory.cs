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
    private readonly ConcurrentDictionary<int, string> commitments = new();
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

    /// <summary>The hash of a wave's commitment, seen before the reveals.</summary>
    public string? CommitmentOf(int wave) => commitments.GetValueOrDefault(wave);

    public void Apply(Fact fact)
    {
        switch (fact)
        {
            case Fact.RunStarted run:
                (Run, Started) = (run.Run, (run.Seed, run.Participants));
                break;
            case Fact.TimesSet times: Calendar = times.Calendar; break;
            case Fact.KeyMade key: keys[key.Name] = key.Key; break;
            case Fact.PartyMade party: secrets[(party.Kind, party.Code)] = party.Secret; break;
            case Fact.CommitmentSeen seen: commitments[seen.Wave] = seen.Hash; break;
            case Fact.PhaseCompleted phase: completed[phase.Phase] = true; break;
            case Fact.OfPerson personFact: ApplyPersonFact(personFact); break;
        }
    }

    private void ApplyPersonFact(Fact.OfPerson fact)
    {
        if (fact.Person >= 0) Participants[fact.Person].Apply(fact);
        switch (fact)
        {
            case Fact.Refused refusedAction:
                refusals.AddOrUpdate(refusedAction.Code, 1, static (_, count) => count + 1);
                break;
            case Fact.NotRefused accepted: notRefused.Enqueue(accepted); break;
            case Fact.Repeated repeat:
                Interlocked.Increment(ref repeats);
                if (repeat.Difference is not null) differing.Enqueue(repeat);
                break;
        }
    }
}
