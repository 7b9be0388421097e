using Prakerja.Load.Http;

namespace Prakerja.Load.Phases;

/// <summary>The programme's books as management sees them.</summary>
internal sealed class Books(Rehearsal rehearsal)
{
    /// <summary>Reads the figures once every event of the log is in them.</summary>
    /// <exception cref="PhaseFailedException">The books never caught up with the log.</exception>
    public async Task<Figures> ReadAsync(CancellationToken stop)
    {
        var call = Call.Get(rehearsal.Do.Manage, "/api/v1/management/figures", rehearsal.Operator);
        Figures? figures = null;
        await rehearsal.UntilAsync("the books hold every event", async () =>
        {
            figures = await rehearsal.Client.SendAsync(call, Wire.Default.Figures, stop);
            return figures.IsCaughtUp;
        }, stop);
        return figures!;
    }
}
