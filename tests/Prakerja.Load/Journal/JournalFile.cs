using System.Text.Json;
using System.Threading.Channels;
using Prakerja.Load.People;

namespace Prakerja.Load.Journal;

/// <summary>
/// The append-only file of what was acknowledged, one fact a line. Facts that come together are written and
/// fsynced together. What a kill takes from its end, a resumed run asks the server for again: the same step
/// of the same person carries the same Idempotency-Key.
/// </summary>
internal sealed class JournalFile : IAsyncDisposable
{
    private const string FileName = "journal.jsonl";
    private const int BatchBytes = 1 << 16;

    private readonly Channel<Fact> waiting = Channel.CreateUnbounded<Fact>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly Stream file;
    private readonly Task writing;

    private JournalFile(Stream file, RunHistory history)
    {
        this.file = file;
        History = history;
        writing = Task.Run(WriteAllAsync);
    }

    public RunHistory History { get; }

    /// <exception cref="UsageException">
    /// A journal is there and not to be resumed, or is of another run.
    /// </exception>
    public static JournalFile Open(string directory, Population population, Options options)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        var history = new RunHistory(population);
        if (File.Exists(path) && !options.Resume)
            throw new UsageException($"{path} is there: --resume goes on with it; delete it to begin anew.");
        var usable = File.Exists(path) ? Replay(path, history) : 0;
        if (history.Started is { } was && was != (options.Seed, options.Participants))
            throw new UsageException($"{path} is of --seed {was.Seed} --participants {was.Participants}.");
        var file = OpenForOwner(path);
        file.SetLength(usable);
        file.Seek(0, SeekOrigin.End);
        var journal = new JournalFile(file, history);
        journal.Note(new Fact.RunStarted(history.Run + 1, options.Seed, options.Participants));
        return journal;
    }

    /// <summary>For a measurement, which is not resumed: nothing is written down.</summary>
    public static JournalFile None(Population population) => new(Stream.Null, new RunHistory(population));

    /// <exception cref="IOException">The journal can no longer be written, so nothing may go on.</exception>
    public void Note(Fact fact)
    {
        if (writing.IsFaulted) throw new IOException("The journal cannot be written.", writing.Exception);
        History.Apply(fact);
        // Never false: the channel is unbounded, and it is completed only after the last worker.
        waiting.Writer.TryWrite(fact);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        await file.DisposeAsync();
    }

    // It holds the secrets that the server shows only once.
    private static FileStream OpenForOwner(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>Folds what is there and says how many bytes of it are whole lines.</summary>
    private static long Replay(string path, RunHistory history)
    {
        var bytes = File.ReadAllBytes(path);
        var start = 0;
        while (bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = bytes.AsSpan(start, length);
            history.Apply(JsonSerializer.Deserialize(line, FactJson.Default.Fact)
                ?? throw new InvalidDataException($"{path}: the line at byte {start} holds no fact."));
            start += length + 1;
        }

        // A last line without its end was being written when the driver was killed.
        return start;
    }

    private async Task WriteAllAsync()
    {
        using var batch = new MemoryStream(BatchBytes);
        while (await waiting.Reader.WaitToReadAsync())
        {
            batch.SetLength(0);
            while (batch.Length < BatchBytes && waiting.Reader.TryRead(out var fact))
            {
                JsonSerializer.Serialize(batch, fact, FactJson.Default.Fact);
                batch.WriteByte((byte)'\n');
            }

            await file.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length));
            if (file is FileStream onDisk) onDisk.Flush(flushToDisk: true);
        }
    }
}
