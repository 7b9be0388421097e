using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Load.Http;
using Prakerja.Load.Invariants;
using Prakerja.Load.Journal;
using Prakerja.Load.Progress;

namespace Prakerja.Load.Reports;

/// <summary>The result of a run, as written to <c>--report</c>.</summary>
internal sealed record Report
{
    public required string Command { get; init; }

    public required ulong Seed { get; init; }

    public required int Participants { get; init; }

    public required int Run { get; init; }

    /// <summary>True when every phase completed.</summary>
    public required bool Completed { get; init; }

    /// <summary>Why the run stopped; null when it completed.</summary>
    public string? Stopped { get; init; }

    /// <summary>True when the run completed, nobody is stuck and every invariant held.</summary>
    public required bool Held { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>How often each code refused a forbidden action.</summary>
    public required IReadOnlyDictionary<string, long> ExpectedRefusals { get; init; }

    public required IReadOnlyDictionary<string, InvariantResult> Invariants { get; init; }

    public required IReadOnlyDictionary<string, OperationResult> Operations { get; init; }

    /// <summary>Number of retries by cause.</summary>
    public required IReadOnlyDictionary<string, long> Retries { get; init; }

    public required IReadOnlyList<PhaseTime> Phases { get; init; }

    /// <summary>The first people who could not continue.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Writes a new file and moves it over the old one, so that a kill leaves one complete report.</summary>
    public async Task WriteAsync(string path)
    {
        var whole = path + ".new";
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        await using (var file = File.Create(whole))
            await JsonSerializer.SerializeAsync(file, this, ReportJson.Default.Report);
        File.Move(whole, path, overwrite: true);
    }
}

internal sealed record InvariantResult(
    bool Held, long Checked, long BreachCount, IReadOnlyList<string> Breaches)
{
    public static InvariantResult Of(Invariant invariant) =>
        new(invariant.Held, invariant.Checked, invariant.BreachCount, invariant.Breaches);
}

internal sealed record OperationResult(
    long Answered, long Retried, double PerSecond, double P50Ms, double P99Ms)
{
    public static OperationResult Of(Operation operation) => new(
        operation.Answered,
        operation.Retried,
        Math.Round(operation.PerSecond(), 1),
        Math.Round(operation.Milliseconds(0.5), 3),
        Math.Round(operation.Milliseconds(0.99), 3));
}

/// <summary>The outcomes of all people, counted from the facts.</summary>
internal static class Outcomes
{
    private const int RecipientsPerHousehold = 2;

    public static SortedDictionary<string, long> Of(IReadOnlyList<Participant> participants)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var participant in participants)
        {
            Count("participants");
            if (participant.Joined.Count > 0) Count("joined");
            if (participant.IsRecipient) Count("recipients");
            if (participant.HasWatched) Count("watched the videos");
            if (participant.Purchases.Count > 0) Count("bought");
            if (participant.HasReviewed) Count("reviewed");
            if (participant.IsWalletGood is true) Count("wallet verified");
            if (participant.Ended is { } end) Count($"card {end}");
            if (participant.Stuck is not null) Count("stuck");
            foreach (var reason in participant.NotSelected.Values) Count($"not selected: {reason}");
            foreach (var purchase in participant.Purchases) Count($"purchase {purchase.Step}");
        }

        // E4, D1: a third recipient is only possible when a freed slot was given again.
        foreach (var household in participants.GroupBy(participant => participant.Person.Household))
        {
            if (household.Count(participant => participant.IsRecipient) > RecipientsPerHousehold)
                Count("households whose freed slot was given again");
        }

        return outcomes;

        void Count(string outcome) => outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Report))]
internal sealed partial class ReportJson : JsonSerializerContext;
