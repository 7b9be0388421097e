using System.Collections.Concurrent;
using Prakerja.Load.Http;

namespace Prakerja.Load.Phases;

/// <summary>The programme's ledger and accounts as management sees them.</summary>
internal sealed class LedgerReader(Rehearsal rehearsal)
{
    private const int PageSize = 200;
    private const int TriesMax = 10;

    /// <summary>Reads the figures once every event of the log is in them.</summary>
    /// <exception cref="PhaseFailedException">The ledger never caught up with the log.</exception>
    public async Task<Figures> ReadAsync(CancellationToken stop)
    {
        var call = Call.Get(rehearsal.Do.Manage, "/api/v1/management/figures", rehearsal.Operator);
        Figures? figures = null;
        await rehearsal.UntilAsync("the ledger holds every event", async () =>
        {
            figures = await rehearsal.Client.SendAsync(call, Wire.Default.Figures, stop);
            return figures.IsCaughtUp;
        }, stop);
        return figures!;
    }

    /// <summary>All accounts and the ledger of one moment: nothing has moved between the two.</summary>
    /// <exception cref="PhaseFailedException">Something goes on moving.</exception>
    public async Task<(IReadOnlyDictionary<string, AccountView> Accounts, Figures Ledger)> ReadAllAsync(
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

        throw new PhaseFailedException($"The ledger went on moving through {TriesMax} readings.");
    }

    // An account is as of now; the ledger is as of the commits that the deadlines bring.
    private Task AwaitDeadlinesAsync(CancellationToken stop)
    {
        var call = Call.Get(rehearsal.Do.Manage, "/api/v1/management/deadlines", rehearsal.Operator);
        return rehearsal.UntilAsync(
            "no deadline is due any more",
            async () => (await rehearsal.Client.SendAsync(call, Wire.Default.DeadlineFigures, stop)).Due == 0,
            stop);
    }

    private async Task<IReadOnlyDictionary<string, AccountView>> ReadAccountsAsync(CancellationToken stop)
    {
        var keys = await ReadKeysAsync(stop);
        var accounts = new ConcurrentDictionary<string, AccountView>(StringComparer.Ordinal);
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = rehearsal.Options.Connections,
            CancellationToken = stop,
        };
        await rehearsal.Board.RunAsync("Read every account", keys.Count, counter =>
            Parallel.ForEachAsync(keys, bounds, async (key, cancel) =>
            {
                accounts[key] = await rehearsal.ReadAccountAsync(key, cancel);
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
            var page = await rehearsal.Client.SendAsync(
                Call.Get(rehearsal.Do.Manage, path, rehearsal.Operator), Wire.Default.ParticipantsPage, stop);
            keys.AddRange(page.Items.Select(item => item.Participant));
            next = page.Next;
        }

        return keys;
    }
}
