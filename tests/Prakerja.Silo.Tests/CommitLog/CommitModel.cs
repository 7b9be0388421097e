using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>
/// The contract of a commit in its plainest form, in dictionaries: what the engine is held against.
/// </summary>
internal sealed class CommitModel
{
    public Dictionary<GrainKey, (long Version, byte[] State)> States { get; } = [];

    public Dictionary<GrainKey, DateTimeOffset> Deadlines { get; } = [];

    public List<(GrainKey Grain, string Type)> Events { get; } = [];

    public Dictionary<(int Wave, KeyedHash Participant), RollEntry> Roll { get; } = [];

    public Dictionary<Claim, GrainKey> Claims { get; } = [];

    public Dictionary<int, WaveGate> Gates { get; } = [];

    public CommitOutcome Apply(Commit commit)
    {
        if (Refuse(commit) is { } refused) return refused;
        foreach (var claim in commit.Released)
        {
            if (Claims.TryGetValue(claim, out var holder) && holder == commit.Grain) Claims.Remove(claim);
        }

        foreach (var claim in commit.Claims)
            Claims[claim] = commit.Grain;
        if (commit.Gate is { } gate) Gates[gate.Wave] = gate;
        foreach (var @event in commit.Events)
            Events.Add((commit.Grain, @event.Type));
        var version = (commit.ExpectedVersion ?? 0) + 1;
        States[commit.Grain] = (version, commit.State.ToArray());
        if (commit.Deadline is { Changes: true, At: null }) Deadlines.Remove(commit.Grain);
        if (commit.Deadline is { Changes: true, At: { } at }) Deadlines[commit.Grain] = at;
        if (commit.RollEntry is { } entry) Roll.Add((entry.Wave, entry.Participant), entry);
        return CommitOutcome.Committed(version, commit.Events.Length > 0 ? Events.Count : 0);
    }

    private CommitOutcome? Refuse(Commit commit)
    {
        if (commit.RollEntry is { } entry)
        {
            var open = Gates.TryGetValue(entry.Wave, out var gate) && !gate.Closed
                && gate.OpensAt <= entry.AppliedAt && entry.AppliedAt < gate.ClosesAt;
            if (!open) return CommitOutcome.Refused(CommitStatus.WaveClosed);
            if (Roll.ContainsKey((entry.Wave, entry.Participant)))
                return CommitOutcome.Refused(CommitStatus.AlreadyOnRoll);
        }

        foreach (var claim in commit.Claims)
        {
            if (Claims.TryGetValue(claim, out var holder) && holder != commit.Grain)
                return CommitOutcome.ClaimTaken(claim);
        }

        long? version = States.TryGetValue(commit.Grain, out var state) ? state.Version : null;
        return version == commit.ExpectedVersion ? null : CommitOutcome.Refused(CommitStatus.VersionConflict);
    }
}
