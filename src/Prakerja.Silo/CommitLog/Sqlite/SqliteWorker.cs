using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// One thread with one connection of its own: SQLite blocks while it reads and writes, and no thread of the pool may wait
/// for it. After a failure the connection is given up and the next piece of work opens another.
/// </summary>
internal sealed class SqliteWorker<TSession> : IDisposable
    where TSession : class, IDisposable
{
    private readonly BlockingCollection<Action> queue;
    private readonly Func<TSession> open;
    private readonly SqliteDatabase database;
    private readonly Thread thread;
    private TSession? session;
    private bool disposed;

    public SqliteWorker(string name, SqliteDatabase database, Func<TSession> open, int capacity)
    {
        (this.database, this.open) = (database, open);
        queue = new BlockingCollection<Action>(capacity);
        thread = new Thread(RunAll) { Name = name, IsBackground = true };
        thread.Start();
    }

    /// <summary>Runs a piece of work on the lane's thread, after those that wait.</summary>
    /// <exception cref="StoreUnavailableException">The store failed, or too much waits for it.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TSession, TResult> work)
    {
        var completion = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (!queue.TryAdd(() => Run(work, completion)))
                completion.SetException(new StoreUnavailableException("Too much waits for the store; ask again later."));
        }
        catch (InvalidOperationException) when (queue.IsAddingCompleted)
        {
            completion.SetException(new StoreUnavailableException("The store is being closed."));
        }

        return completion.Task;
    }

    /// <summary>
    /// Finishes what waits and closes the connection. Repeatable: a container disposes a service once for each of the
    /// interfaces under which it was asked for.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, true)) return;
        queue.CompleteAdding();
        thread.Join();
        queue.Dispose();
    }

    private void RunAll()
    {
        foreach (var work in queue.GetConsumingEnumerable())
            work();
        session?.Dispose();
    }

    private void Run<TResult>(Func<TSession, TResult> work, TaskCompletionSource<TResult> completion)
    {
        try
        {
            completion.SetResult(work(session ??= open()));
        }
        catch (SqliteException failure)
        {
            GiveUpSession();
            completion.SetException(new StoreUnavailableException(database.Describe(failure), failure));
        }
#pragma warning disable CA1031 // A bug in one piece of work is its caller's to see, not the end of the thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            GiveUpSession();
            completion.SetException(failure);
        }
    }

    private void GiveUpSession()
    {
        session?.Dispose();
        session = null;
    }
}
