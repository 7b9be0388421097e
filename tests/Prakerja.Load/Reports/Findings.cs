using Prakerja.Load.Invariants;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Reports;

/// <summary>Collects the content of the report, also when a run stops early.</summary>
internal sealed class Findings(RunContext context)
{
    private const int ProblemsMax = 20;

    private IReadOnlyList<Invariant> invariants = [];

    /// <summary>Counts every invariant from the evidence.</summary>
    public void CountInvariants(Evidence evidence) => invariants = AllInvariants.Of(evidence);

    public void SetInvariants(params IReadOnlyList<Invariant> counted) => invariants = counted;

    public Report ToReport(string? stopped, TimeSpan took)
    {
        var problems = context.Participants.Where(participant => participant.Stuck is not null).ToList();
        return new Report
        {
            Command = context.Options.Command,
            Seed = context.Options.Seed,
            Participants = context.Participants.Count,
            Run = context.History.Run,
            Completed = stopped is null,
            Stopped = stopped,
            Held = stopped is null && problems.Count == 0 && invariants.All(invariant => invariant.Held),
            Seconds = Math.Round(took.TotalSeconds, 1),
            Outcomes = Outcomes.Of(context.Participants),
            ExpectedRefusals = new SortedDictionary<string, long>(
                context.History.Refusals.ToDictionary(), StringComparer.Ordinal),
            Invariants = invariants.ToDictionary(one => one.Name, InvariantResult.Of),
            Operations = context.Operations.All.Where(one => one.Answered > 0).ToDictionary(
                one => one.Name, OperationResult.Of),
            Retries = new SortedDictionary<string, long>(
                context.Client.Retries.ToDictionary(), StringComparer.Ordinal),
            Phases = context.Progress.Phases,
            Problems = [.. problems.Take(ProblemsMax).Select(participant => $"{participant.Key}: {participant.Stuck}")],
        };
    }
}
