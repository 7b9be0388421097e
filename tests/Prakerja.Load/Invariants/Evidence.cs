using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>What the server says when all is over, beside what it has acknowledged before.</summary>
internal sealed class Evidence
{
    public required RunHistory History { get; init; }

    public required IReadOnlyList<ManagedWave> Managed { get; init; }

    /// <summary>
    /// The account of every participant there is, also of those who are not of this run, by key.
    /// </summary>
    public required IReadOnlyDictionary<string, AccountView> Accounts { get; init; }

    /// <summary>The programme's ledger at the moment of these accounts.</summary>
    public required Figures Ledger { get; init; }

    public IReadOnlyList<Life> Lives => History.Lives;

    public IEnumerable<WaveView> Waves => Managed.Select(one => one.Wave);

    public int FirstWave => Managed[0].Wave.Number;

    public int SecondWave => Managed[1].Wave.Number;

    public AccountView? AccountOf(Life life) =>
        life.Participant is { } key ? Accounts.GetValueOrDefault(key) : null;

    public IEnumerable<Life> RecipientsOf(int wave) => Lives.Where(life => life.Award?.Wave == wave);
}
