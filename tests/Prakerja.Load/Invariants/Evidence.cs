using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>What the server says when all is over, beside what it has acknowledged before.</summary>
internal sealed class Evidence
{
    public required Book Book { get; init; }

    public required IReadOnlyList<ManagedWave> Managed { get; init; }

    /// <summary>Each person's account; null for who is stuck or has none.</summary>
    public required IReadOnlyList<AccountView?> Accounts { get; init; }

    public required Figures Before { get; init; }

    public required Figures After { get; init; }

    public IReadOnlyList<Life> Lives => Book.Lives;

    public IEnumerable<WaveView> Waves => Managed.Select(one => one.Wave);

    public int FirstWave => Managed[0].Wave.Number;

    public int SecondWave => Managed[1].Wave.Number;

    public AccountView? AccountOf(Life life) => Accounts[life.Person.Index];

    public IEnumerable<Life> RecipientsOf(int wave) => Lives.Where(life => life.Award?.Wave == wave);
}
