using Prakerja.Load.Invariants;
using Prakerja.Load.Journal;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>Reads from the server the evidence for all invariants.</summary>
internal sealed class Audit(RunContext context, Draws draws)
{
    public async Task<Evidence> GatherAsync(CancellationToken stop)
    {
        await context.ForEachAsync("Wait for the last payments", context.Participants, AwaitPaymentsAsync, stop);
        var (accounts, ledger) = await new LedgerReader(context).ReadAllAsync(stop);
        return new Evidence
        {
            History = context.History,
            Managed =
            [
                await draws.ReadAsync(context.Calendar.FirstWave, stop),
                await draws.ReadAsync(context.Calendar.SecondWave, stop),
            ],
            Draws =
            [
                await draws.DownloadAsync(context.Calendar.FirstWave, stop),
                await draws.DownloadAsync(context.Calendar.SecondWave, stop),
            ],
            Accounts = accounts,
            Ledger = ledger,
        };
    }

    // Deadlines pay what fell due when the clock moved, and need a moment. The invariants check for payments above the
    // amount due.
    private async Task AwaitPaymentsAsync(Participant participant, CancellationToken stop)
    {
        if (IncentiveAmounts.DueTo(participant) is var due && due == 0) return;
        await context.UntilAsync(
            "all instalments are paid",
            async () => (await context.ReadAccountAsync(participant.Key!, stop)).IncentivesPaid >= due,
            stop);
    }
}
