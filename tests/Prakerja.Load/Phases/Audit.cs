using Prakerja.Load.Invariants;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>Asks the server for everything that the invariants are counted from.</summary>
internal sealed class Audit(Rehearsal rehearsal, Draws draws)
{
    public async Task<Evidence> GatherAsync(CancellationToken stop)
    {
        await rehearsal.CrowdAsync("Wait for the last payments", rehearsal.Lives, AwaitPaymentsAsync, stop);
        var (accounts, ledger) = await new LedgerReader(rehearsal).ReadAllAsync(stop);
        return new Evidence
        {
            History = rehearsal.History,
            Managed =
            [
                await draws.ReadAsync(rehearsal.Calendar.FirstWave, stop),
                await draws.ReadAsync(rehearsal.Calendar.SecondWave, stop),
            ],
            Accounts = accounts,
            Ledger = ledger,
        };
    }

    // The clock has moved; what fell due is paid by deadlines that need a moment. Too much paid is for the
    // invariants.
    private async Task AwaitPaymentsAsync(Life life, CancellationToken stop)
    {
        if (Payouts.Due(life) is var due && due == 0) return;
        await rehearsal.UntilAsync(
            "all instalments are paid",
            async () => (await rehearsal.ReadAccountAsync(life.Participant!, stop)).IncentivesPaid >= due,
            stop);
    }
}
