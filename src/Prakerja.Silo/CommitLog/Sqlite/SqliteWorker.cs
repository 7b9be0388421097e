using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// A thread with a connection of its own: SQLite blocks while it reads and writes, and no thread of the pool may wait
/// for it. After a failure the connection is closed, and the next work item opens a new one.
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

    /// <summary>Runs a work item on the thread of this worker, after those that wait.</summary>
    /// <exception cref="StoreUnavailableException">The store failed, or too many work items wait.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TSession, TResult> work)
    {
        var completion = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (!queue.TryAdd(() => Run(work, completion)))
                completion.SetException(
                    new StoreUnavailableException("Too many requests wait for the store. Try again later."));
        }
        catch (InvalidOperationException) when (queue.IsAddingCompleted)
        {
            completion.SetException(new StoreUnavailableException("The store is being closed."));
        }

        return completion.Task;
    }

    /// <summary>
    /// Runs the work items that wait and closes the connection. May be called again: a container disposes a service
    /// once for each interface under which it was registered.
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
            CloseSession();
            completion.SetException(new StoreUnavailableException(database.Describe(failure), failure));
        }
#pragma warning disable CA1031 // A bug in one work item must reach its caller and must not end the thread.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            CloseSession();
            completion.SetException(failure);
        }
    }

    private void CloseSession()
    {
        session?.Dispose();
        session = null;
    }
}
