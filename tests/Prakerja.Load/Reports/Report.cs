using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Load.Http;
using Prakerja.Load.Invariants;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Reports;

/// <summary>What a run found, as it is written to <c>--report</c>.</summary>
internal sealed record Report
{
    public required string Command { get; init; }

    public required ulong Seed { get; init; }

    public required int Participants { get; init; }

    public required int Run { get; init; }

    /// <summary>Every phase came to its end.</summary>
    public required bool Completed { get; init; }

    /// <summary>Why it did not; null when it did.</summary>
    public string? Stopped { get; init; }

    /// <summary>Completed, nobody stuck, and every invariant held.</summary>
    public required bool Held { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyDictionary<string, long> Outcomes { get; init; }

    /// <summary>How often each code refused what had to be refused.</summary>
    public required IReadOnlyDictionary<string, long> ExpectedRefusals { get; init; }

    public required IReadOnlyDictionary<string, InvariantResult> Invariants { get; init; }

    public required IReadOnlyDictionary<string, OperationResult> Operations { get; init; }

    /// <summary>How often something was sent again, by what was in the way.</summary>
    public required IReadOnlyDictionary<string, long> Retries { get; init; }

    public required IReadOnlyList<PhaseTime> Phases { get; init; }

    /// <summary>People who could not go on, the first of them.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>
    /// Written beside the old one and then put in its place, so a kill leaves one whole report.
    /// </summary>
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

/// <summary>How everybody ended, counted from the facts.</summary>
internal static class Outcomes
{
    private const int RecipientsPerHousehold = 2;

    public static SortedDictionary<string, long> Of(IReadOnlyList<Life> lives)
    {
        var outcomes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var life in lives)
        {
            Count("participants");
            if (life.Joined.Count > 0) Count("joined");
            if (life.IsRecipient) Count("recipients");
            if (life.HasWatched) Count("watched the videos");
            if (life.Purchases.Count > 0) Count("bought");
            if (life.HasReviewed) Count("reviewed");
            if (life.IsWalletGood is true) Count("wallet verified");
            if (life.Ended is { } end) Count($"card {end}");
            if (life.Stuck is not null) Count("stuck");
            foreach (var reason in life.NotSelected.Values) Count($"not selected: {reason}");
            foreach (var purchase in life.Purchases) Count($"purchase {purchase.Step}");
        }

        // E4, D1: only possible because a place that had lapsed was free again.
        foreach (var household in lives.GroupBy(life => life.Person.Household))
        {
            if (household.Count(life => life.IsRecipient) > RecipientsPerHousehold)
                Count("households whose lapsed place was given again");
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
