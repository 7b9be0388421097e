using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// One partition's watch over the due table. A grain timer looks each second; the reminder, once a minute, only brings
/// the grain back after an outage. It keeps nothing: a due row stays until the grain it names has committed what was
/// due, so an outage across the instant, a crash half way and a jump of the clock are all the same queue to drain.
/// </summary>
/// <remarks>
/// Reentrant so that a reminder is not kept waiting by a long round. All state belongs to the timer's callback, and a
/// timer never runs its callback twice at once.
/// </remarks>
[GrainType("deadlines"), KeepAlive, Reentrant]
public sealed partial class DeadlinesGrain(
    IDeadlineReader reader,
    ProgrammeClock clock,
    DeadlineCallLimiter calls,
    IOptions<DeadlineOptions> options,
    ILogger<DeadlinesGrain> logger)
    : Grain, IDeadlinesGrain, IRemindable
{
    public const string ReminderName = "look";

    public static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Between two pages that were not full: a grain whose next deadline is also past is soon called again.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait of a deadline for a store that is away: when it is back all are soon dealt with.</summary>
    private static readonly TimeSpan LongestStoreWait = TimeSpan.FromSeconds(5);

    /// <summary>Failures of one page that are logged one by one; the rest is only counted.</summary>
    private const int MaxFailuresLogged = 8;

    private readonly DeadlineOptions settings = options.Value;
    private readonly DeadlineRetries setAside = new(options.Value);
    private HashSet<DueDeadline> calledBefore = [];
    private IGrainTimer? timer;
    private int partition;
    private int failuresOfPage;
    private string? whyStoreIsAway;
    private bool storeWasAway;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        partition = DeadlinePartition.Of(this.GetPrimaryKeyString());
        timer = this.RegisterGrainTimer(Look, new GrainTimerCreationOptions(TimeSpan.Zero, settings.LookPeriod));
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task Watch()
    {
        if (await this.GetReminder(ReminderName) is null)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
    }

    /// <summary>Nothing to do: that the grain is active is what the reminder is for.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task Look(CancellationToken deactivating)
    {
        var pause = settings.LookPeriod;
        whyStoreIsAway = null;
        try
        {
            pause = await CallOnePage();
        }
        catch (StoreUnavailableException exception)
        {
            whyStoreIsAway = exception.Message;
        }
        finally
        {
            // Once for an outage, not each second for each partition.
            if (!storeWasAway && whyStoreIsAway is { } why) LogStoreUnavailable(partition, why);
            storeWasAway |= whyStoreIsAway is not null;
            if (!deactivating.IsCancellationRequested) timer?.Change(pause, settings.LookPeriod);
        }
    }

    /// <summary>Calls one page of due grains and answers how long to wait before the next.</summary>
    private async Task<TimeSpan> CallOnePage()
    {
        var now = clock.GetUtcNow();
        // Rows set aside stand at the head, and the page reaches as far beyond them as it would without them.
        var limit = settings.PageRows + setAside.Count;
        var due = await reader.DueAsync(partition, now, limit);
        setAside.Forget(due, areAll: due.Count < limit, calledBefore);

        var page = due.Where(row => setAside.Admits(row, now)).Take(settings.PageRows).ToList();
        // What was called, did not throw, and still stands there unmoved would be called without end.
        foreach (var unmoved in page.Where(calledBefore.Contains))
        {
            var times = setAside.Add(unmoved, now);
            // Once is nothing: the clock of its silo may be a moment behind, as in a rehearsal that was just moved.
            if (times > 1) LogUnmoved(unmoved.Grain, times);
        }

        page.RemoveAll(calledBefore.Contains);

        failuresOfPage = 0;
        var called = await Task.WhenAll(page.Select(Call));
        calledBefore = [.. page.Where((_, i) => called[i])];
        if (due.Count == 0 || calledBefore.Count > 0) storeWasAway = false;
        if (failuresOfPage > MaxFailuresLogged) LogMoreFailed(partition, failuresOfPage - MaxFailuresLogged);
        return PauseAfter(page.Count);
    }

    private TimeSpan PauseAfter(int pageRows)
    {
        if (calls.AreStopping || whyStoreIsAway is not null) return settings.LookPeriod;
        if (setAside.IsFull)
        {
            LogTooManySetAside(partition, setAside.Count);
            return settings.FirstRetryDelay;
        }

        if (pageRows == settings.PageRows) return TimeSpan.Zero;
        return calledBefore.Count > 0 ? ShortPause : settings.LookPeriod;
    }

    /// <summary>True when the grain was called and did not throw.</summary>
    private async Task<bool> Call(DueDeadline due)
    {
        var target = GrainFactory.GetGrainById<IDeadlineTarget>(GrainId.Create(due.Grain.Type, due.Grain.Key));
        try
        {
            return await calls.Call(target);
        }
        catch (StoreUnavailableException exception)
        {
            setAside.Add(due, clock.GetUtcNow(), LongestStoreWait);
            whyStoreIsAway = exception.Message;
            return false;
        }
#pragma warning disable CA1031 // Whatever a grain throws is its own trouble: it is logged and called again later.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var times = setAside.Add(due, clock.GetUtcNow());
            if (++failuresOfPage > MaxFailuresLogged) return false;
            // A wave of millions takes longer to draw than a call may, and goes on when nobody waits for it.
            if (exception is TimeoutException && times == 1) LogStillAtIt(due.Grain);
            else LogFailed(due.Grain, times, exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The deadline of {Grain} was not dealt with (try {Times}); it is tried again.")]
    private partial void LogFailed(GrainKey grain, int times, Exception exception);

    [LoggerMessage(LogLevel.Information, "{Grain} is still at its deadline; it is looked at again.")]
    private partial void LogStillAtIt(GrainKey grain);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition} of the due table: {Count} more were not dealt with.")]
    private partial void LogMoreFailed(int partition, int count);

    [LoggerMessage(LogLevel.Warning, "{Grain} was called for its deadline and left it as it is (time {Times}).")]
    private partial void LogUnmoved(GrainKey grain, int times);

    [LoggerMessage(LogLevel.Error,
        "Partition {Partition} of the due table has {Count} grains that fail: it waits instead of trying more.")]
    private partial void LogTooManySetAside(int partition, int count);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition} of the due table cannot be dealt with now; it is tried again. {Why}")]
    private partial void LogStoreUnavailable(int partition, string why);
}
