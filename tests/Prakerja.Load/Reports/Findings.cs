using Prakerja.Load.Invariants;
using Prakerja.Load.Phases;

namespace Prakerja.Load.Reports;

/// <summary>Gathers what the report says; whatever is there when a run stops is told.</summary>
internal sealed class Findings(Rehearsal rehearsal)
{
    private const int ProblemsMax = 20;

    private IReadOnlyList<Invariant> invariants = [];

    /// <summary>Counts every invariant from the evidence.</summary>
    public void Take(Evidence evidence) => invariants = AllInvariants.Of(evidence);

    public void Take(params IReadOnlyList<Invariant> counted) => invariants = counted;

    public Report ToReport(string? stopped, TimeSpan took)
    {
        var problems = rehearsal.Lives.Where(life => life.Stuck is not null).ToList();
        return new Report
        {
            Command = rehearsal.Options.Command,
            Seed = rehearsal.Options.Seed,
            Participants = rehearsal.Lives.Count,
            Run = rehearsal.History.Run,
            Completed = stopped is null,
            Stopped = stopped,
            Held = stopped is null && problems.Count == 0 && invariants.All(invariant => invariant.Held),
            Seconds = Math.Round(took.TotalSeconds, 1),
            Outcomes = Outcomes.Of(rehearsal.Lives),
            ExpectedRefusals = new SortedDictionary<string, long>(
                rehearsal.History.Refusals.ToDictionary(), StringComparer.Ordinal),
            Invariants = invariants.ToDictionary(one => one.Name, InvariantResult.Of),
            Operations = rehearsal.Do.All.Where(one => one.Answered > 0).ToDictionary(
                one => one.Name, OperationResult.Of),
            Retries = new SortedDictionary<string, long>(
                rehearsal.Client.Retries.ToDictionary(), StringComparer.Ordinal),
            Phases = rehearsal.Board.Phases,
            Problems = [.. problems.Take(ProblemsMax).Select(life => $"{life.Participant}: {life.Stuck}")],
        };
    }
}
