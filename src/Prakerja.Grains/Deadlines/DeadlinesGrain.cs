using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Deadlines;

/// <summary>
/// Reads one partition of the due table and calls the grains whose deadline has come. A grain timer reads the table
/// every second. A reminder, once a minute, only activates the grain again after an outage. The grain stores nothing:
/// a due row stays until the grain that it names has committed what was due. So after an outage, a crash or a jump of
/// the clock the grain simply calls all grains that are due.
/// </summary>
/// <remarks>
/// Reentrant, so that a reminder does not wait for a long timer callback. Only the timer's callback uses the fields,
/// and a timer never runs two callbacks at the same time.
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

    /// <summary>
    /// The delay after a page that was not full but had calls: a grain whose next deadline is also in the past is soon
    /// called again.
    /// </summary>
    private static readonly TimeSpan ShortDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The longest delay of a retry while the store is unavailable, so that all deadlines are processed soon after it
    /// is available again.
    /// </summary>
    private static readonly TimeSpan LongestStoreRetryDelay = TimeSpan.FromSeconds(5);

    /// <summary>The number of failures of one page that are logged one by one. The others are only counted.</summary>
    private const int MaxFailuresLogged = 8;

    private readonly DeadlineOptions settings = options.Value;
    private readonly DeadlineRetries retries = new(options.Value);
    private HashSet<DueDeadline> calledLastTime = [];
    private IGrainTimer? timer;
    private int partition;
    private int pageFailures;
    private string? storeFailure;
    private bool outageLogged;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        partition = DeadlinePartition.Of(this.GetPrimaryKeyString());
        timer = this.RegisterGrainTimer(
            CheckDueDeadlines, new GrainTimerCreationOptions(TimeSpan.Zero, settings.LookPeriod));
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task EnsureStarted()
    {
        if (await this.GetReminder(ReminderName) is null)
            await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
    }

    /// <summary>Does nothing. The reminder's only purpose is to activate the grain.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task CheckDueDeadlines(CancellationToken deactivating)
    {
        var delay = settings.LookPeriod;
        storeFailure = null;
        try
        {
            delay = await CallOnePage();
        }
        catch (StoreUnavailableException exception)
        {
            storeFailure = exception.Message;
        }
        finally
        {
            // Log an outage once, not every second for every partition.
            if (!outageLogged && storeFailure is { } why) LogStoreUnavailable(partition, why);
            outageLogged |= storeFailure is not null;
            if (!deactivating.IsCancellationRequested) timer?.Change(delay, settings.LookPeriod);
        }
    }

    /// <summary>Calls one page of due grains. Returns the delay before the next page.</summary>
    private async Task<TimeSpan> CallOnePage()
    {
        var now = clock.GetUtcNow();
        // The postponed rows come first in the table. Read as many rows more, so that the page can still be full.
        var limit = settings.PageRows + retries.Count;
        var due = await reader.ReadDueAsync(partition, now, limit);
        retries.Forget(due, areAll: due.Count < limit, calledLastTime);

        var page = due.Where(row => retries.Admits(row, now)).Take(settings.PageRows).ToList();
        // A grain that was called, did not throw and did not change its deadline would be called again and again.
        foreach (var unchanged in page.Where(calledLastTime.Contains))
        {
            var times = retries.Add(unchanged, now);
            // The first time is normal: the clock of the grain's silo may be a moment behind, as in a rehearsal.
            if (times > 1) LogUnchanged(unchanged.Grain, times);
        }

        page.RemoveAll(calledLastTime.Contains);

        pageFailures = 0;
        var called = await Task.WhenAll(page.Select(Call));
        calledLastTime = [.. page.Where((_, i) => called[i])];
        if (due.Count == 0 || calledLastTime.Count > 0) outageLogged = false;
        if (pageFailures > MaxFailuresLogged) LogMoreFailed(partition, pageFailures - MaxFailuresLogged);
        return DelayAfterPage(page.Count);
    }

    private TimeSpan DelayAfterPage(int pageRows)
    {
        if (calls.IsStopping || storeFailure is not null) return settings.LookPeriod;
        if (retries.IsFull)
        {
            LogTooManyFailing(partition, retries.Count);
            return settings.FirstRetryDelay;
        }

        if (pageRows == settings.PageRows) return TimeSpan.Zero;
        return calledLastTime.Count > 0 ? ShortDelay : settings.LookPeriod;
    }

    /// <summary>Calls one grain. Returns true when the grain was called and did not throw.</summary>
    private async Task<bool> Call(DueDeadline due)
    {
        var target = GrainFactory.GetGrainById<IDeadlineTarget>(GrainId.Create(due.Grain.Type, due.Grain.Key));
        try
        {
            return await calls.Call(partition, target);
        }
        catch (StoreUnavailableException exception)
        {
            retries.Add(due, clock.GetUtcNow(), LongestStoreRetryDelay);
            storeFailure = exception.Message;
            return false;
        }
#pragma warning disable CA1031 // One failing grain must not stop the others: it is logged and called again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var times = retries.Add(due, clock.GetUtcNow());
            if (++pageFailures > MaxFailuresLogged) return false;
            // The draw of a wave of millions takes longer than the timeout, and continues after it.
            if (exception is TimeoutException && times == 1) LogStillRunning(due.Grain);
            else LogFailed(due.Grain, times, exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning,
        "The deadline of {Grain} was not dealt with (try {Times}). It is tried again later.")]
    private partial void LogFailed(GrainKey grain, int times, Exception exception);

    [LoggerMessage(LogLevel.Information,
        "The deadline of {Grain} is still being processed. It is checked again later.")]
    private partial void LogStillRunning(GrainKey grain);

    [LoggerMessage(LogLevel.Warning,
        "Partition {Partition} of the due table: {Count} more deadlines were not dealt with.")]
    private partial void LogMoreFailed(int partition, int count);

    [LoggerMessage(LogLevel.Warning, "{Grain} was called for its deadline and left it as it is (time {Times}).")]
    private partial void LogUnchanged(GrainKey grain, int times);

    [LoggerMessage(LogLevel.Error,
        "Partition {Partition} of the due table has {Count} failing grains. It calls no others until a retry.")]
    private partial void LogTooManyFailing(int partition, int count);

    [LoggerMessage(LogLevel.Warning,
        "Partition {Partition} of the due table cannot be dealt with now. It is read again later. {Why}")]
    private partial void LogStoreUnavailable(int partition, string why);
}
