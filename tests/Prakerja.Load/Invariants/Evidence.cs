using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Invariants;

/// <summary>What the server shows at the end of the run, and the history of what it acknowledged before.</summary>
internal sealed class Evidence
{
    public required RunHistory History { get; init; }

    public required IReadOnlyList<ManagedWave> Managed { get; init; }

    /// <summary>The published files of the draws.</summary>
    public required IReadOnlyList<PublishedDraw> Draws { get; init; }

    /// <summary>The account of every participant on the server by key, including participants of other runs.</summary>
    public required IReadOnlyDictionary<string, CardMoneyView> Accounts { get; init; }

    /// <summary>The ledger of the programme at the same moment as the accounts.</summary>
    public required Figures Ledger { get; init; }

    public IReadOnlyList<Participant> Participants => History.Participants;

    public IEnumerable<WaveView> Waves => Managed.Select(one => one.Wave);

    public int FirstWave => Managed[0].Wave.Number;

    public int SecondWave => Managed[1].Wave.Number;

    public CardMoneyView? AccountOf(Participant participant) =>
        participant.Key is { } key ? Accounts.GetValueOrDefault(key) : null;

    public IEnumerable<Participant> RecipientsOf(int wave) =>
        Participants.Where(participant => participant.Award?.Wave == wave);
}
