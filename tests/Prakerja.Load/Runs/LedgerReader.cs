using System.Collections.Concurrent;
using Prakerja.Load.Http;

namespace Prakerja.Load.Runs;

/// <summary>Reads the ledger and the accounts as management sees them.</summary>
internal sealed class LedgerReader(RunContext context)
{
    private const int PageSize = 200;
    private const int TriesMax = 10;

    /// <summary>Reads the figures when the ledger holds every event of the log.</summary>
    /// <exception cref="PhaseFailedException">The ledger did not catch up with the log.</exception>
    public async Task<Figures> ReadAsync(CancellationToken stop)
    {
        var call = Call.Get(context.Operations.Manage, "/api/v1/management/figures", context.Operator);
        Figures? figures = null;
        await context.UntilAsync("the ledger holds every event", async () =>
        {
            figures = await context.Client.SendAsync(call, Wire.Default.Figures, stop);
            return figures.IsCaughtUp;
        }, stop);
        return figures!;
    }

    /// <summary>All accounts and the ledger of one moment: nothing changed between the two readings.</summary>
    /// <exception cref="PhaseFailedException">The accounts did not stop changing.</exception>
    public async Task<(IReadOnlyDictionary<string, CardMoneyView> Accounts, Figures Ledger)> ReadAllAsync(
        CancellationToken stop)
    {
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            await AwaitDeadlinesAsync(stop);
            var before = await ReadAsync(stop);
            var accounts = await ReadAccountsAsync(stop);
            var after = await ReadAsync(stop);
            if (before.Accounts == after.Accounts) return (accounts, after);
        }

        throw new PhaseFailedException($"The ledger kept changing through {TriesMax} readings.");
    }

    // An account shows the state as of now; the ledger shows only commits, which deadlines bring later.
    private Task AwaitDeadlinesAsync(CancellationToken stop)
    {
        var call = Call.Get(context.Operations.Manage, "/api/v1/management/deadlines", context.Operator);
        return context.UntilAsync(
            "no deadline is due any more",
            async () => (await context.Client.SendAsync(call, Wire.Default.DeadlineFigures, stop)).Due == 0,
            stop);
    }

    private async Task<IReadOnlyDictionary<string, CardMoneyView>> ReadAccountsAsync(CancellationToken stop)
    {
        var keys = await ReadKeysAsync(stop);
        var accounts = new ConcurrentDictionary<string, CardMoneyView>(StringComparer.Ordinal);
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Options.Connections,
            CancellationToken = stop,
        };
        await context.Progress.RunAsync("Read every account", keys.Count, counter =>
            Parallel.ForEachAsync(keys, bounds, async (key, cancel) =>
            {
                accounts[key] = await context.ReadAccountAsync(key, cancel);
                counter.Add();
            }));
        return accounts;
    }

    private async Task<IReadOnlyList<string>> ReadKeysAsync(CancellationToken stop)
    {
        var keys = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var path = $"/api/v1/management/participants?limit={PageSize}{(next.Length > 0 ? "&after=" + next : "")}";
            var page = await context.Client.SendAsync(
                Call.Get(context.Operations.Manage, path, context.Operator), Wire.Default.ParticipantsPage, stop);
            keys.AddRange(page.Items.Select(item => item.Participant));
            next = page.Next;
        }

        return keys;
    }
}
