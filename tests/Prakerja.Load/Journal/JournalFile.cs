using System.Text.Json;
using System.Threading.Channels;
using Prakerja.Load.Arguments;
using Prakerja.Load.People;

namespace Prakerja.Load.Journal;

/// <summary>
/// The append-only journal file, one fact per line. Facts that arrive together are written and fsynced together. When a
/// kill loses the last lines, the resumed run asks the server again: the same step of the same person has the same
/// Idempotency-Key.
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
    /// A journal exists and <c>--resume</c> is missing, or it belongs to another run.
    /// </exception>
    public static JournalFile Open(string directory, Population population, DriverOptions options)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        var history = new RunHistory(population);
        if (File.Exists(path) && !options.Resume)
            throw new UsageException($"{path} exists: continue it with --resume, or delete it to start again.");
        var usable = File.Exists(path) ? Replay(path, history) : 0;
        if (history.Started is { } was && was != (options.Seed, options.Participants))
            throw new UsageException($"{path} belongs to --seed {was.Seed} --participants {was.Participants}.");
        var file = OpenForOwner(path);
        file.SetLength(usable);
        file.Seek(0, SeekOrigin.End);
        var journal = new JournalFile(file, history);
        journal.Note(new Fact.RunStarted(history.Run + 1, options.Seed, options.Participants));
        return journal;
    }

    /// <summary>A journal that writes nothing: a measurement is not resumed.</summary>
    public static JournalFile None(Population population) => new(Stream.Null, new RunHistory(population));

    /// <exception cref="IOException">The journal cannot be written any more; the run must stop.</exception>
    public void Note(Fact fact)
    {
        if (writing.IsFaulted) throw new IOException("The journal cannot be written.", writing.Exception);
        History.Apply(fact);
        // Never false: the channel is unbounded and is completed only after the last worker.
        waiting.Writer.TryWrite(fact);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        await file.DisposeAsync();
    }

    // The file holds secrets that the server shows only once.
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

    /// <summary>Folds the existing lines and returns the length of the complete lines in bytes.</summary>
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

        // The driver was killed while it wrote an incomplete last line.
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
