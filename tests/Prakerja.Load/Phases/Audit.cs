using Prakerja.Load.Http;
using Prakerja.Load.Invariants;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>Asks the server for everything that the invariants are counted from.</summary>
internal sealed class Audit(Rehearsal rehearsal, Draws draws)
{
    public async Task<Evidence> GatherAsync(CancellationToken stop)
    {
        await rehearsal.CrowdAsync("Wait for the last payments", rehearsal.Lives, AwaitPaymentsAsync, stop);
        var after = await new Books(rehearsal).ReadAsync(stop);
        var accounts = new AccountView?[rehearsal.Lives.Count];
        await rehearsal.CrowdAsync("Read every account", rehearsal.Lives, async (life, cancel) =>
            accounts[life.Person.Index] = await ReadAsync(life, cancel), stop);
        return new Evidence
        {
            Book = rehearsal.Book,
            Managed =
            [
                await draws.ReadAsync(rehearsal.Calendar.FirstWave, stop),
                await draws.ReadAsync(rehearsal.Calendar.SecondWave, stop),
            ],
            Accounts = accounts,
            Before = rehearsal.Book.BooksBefore
                ?? throw new InvalidOperationException("The books were never read."),
            After = after,
        };
    }

    // The clock has moved; what fell due is paid by deadlines that need a moment. Too much paid is for the
    // invariants.
    private async Task AwaitPaymentsAsync(Life life, CancellationToken stop)
    {
        if (Payouts.Due(life) is var due && due == 0) return;
        await rehearsal.UntilAsync(
            "all instalments are paid",
            async () => (await ReadAsync(life, stop)).IncentivesPaid >= due,
            stop);
    }

    private Task<AccountView> ReadAsync(Life life, CancellationToken stop) => rehearsal.Client.SendAsync(
        Call.Get(
            rehearsal.Do.Account,
            $"/api/v1/management/participants/{life.Participant}/account",
            rehearsal.Operator),
        Wire.Default.AccountView,
        stop);
}
