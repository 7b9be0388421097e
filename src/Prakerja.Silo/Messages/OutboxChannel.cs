using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Win32.SafeHandles;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Messages;

/// <summary>
/// Writes messages to files when no gateway is configured: each message is a line of JSON. Several participants share a
/// file, because a file for each message costs more than everything else in an award. The files contain addresses;
/// their names do not. Thread-safe, and several processes may share the directory.
/// </summary>
/// <remarks>
/// A message that is sent again is a second line, and is read once. A line that a crash of the machine cut off is
/// skipped; its message did not count as sent, so it is sent again.
/// </remarks>
/// <param name="directory">The outbox. It is made with the first message, readable only by its owner.</param>
/// <param name="time">The clock of the waits for a file that another process has open.</param>
public sealed class OutboxChannel(string directory, TimeProvider time) : IMessageChannel, IOutboxReader
{
    private const string Extension = ".jsonl";
    private const byte LineEnd = (byte)'\n';

    // Few enough to create them without cost, and enough to search the messages of a million people.
    private const int Files = 4_096;

    // Another process opens a file only to write a line. After 100 attempts something else is wrong.
    private const int OpenAttempts = 100;
    private static readonly TimeSpan OpenPause = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim[] locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <remarks>Lines are not flushed to disk: they survive the end of the process, which a rehearsal needs.</remarks>
    public async Task SendAsync(ImmutableArray<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.IsEmpty) return;
        var participant = messages[0].Participant;
        if (messages.Any(message => message.Participant != participant))
            throw new ArgumentException("The messages have more than one recipient.", nameof(messages));
        var name = NameOf(participant);
        var lines = LinesOf(messages);
        var access = LockOf(name);
        await access.WaitAsync(cancellationToken);
        try
        {
            using var file = await OpenAsync(
                name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken);
            Append(file, lines);
        }
        finally
        {
            access.Release();
        }
    }

    public async Task<IReadOnlyList<OutgoingMessage>> ReadAsync(
        string participant, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var lines = await ReadFileAsync(NameOf(participant), cancellationToken);
        return
        [
            .. MessagesTo(participant, lines.Span)
                .DistinctBy(message => (message.Event, message.Medium))
                .OrderByDescending(message => message.Event)
                .ThenByDescending(message => message.Medium)
                .Take(limit),
        ];
    }

    private async Task<ReadOnlyMemory<byte>> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(directory, name))) return default;
        var access = LockOf(name);
        await access.WaitAsync(cancellationToken);
        try
        {
            using var file = await OpenAsync(
                name, FileMode.Open, FileAccess.Read, FileShare.Read, cancellationToken);
            var lines = new byte[RandomAccess.GetLength(file)];
            return lines.AsMemory(0, RandomAccess.Read(file, lines, fileOffset: 0));
        }
        finally
        {
            access.Release();
        }
    }

    private SemaphoreSlim LockOf(string name) => locks[Partitions.Of(name, locks.Length)];

    private async ValueTask<SafeFileHandle> OpenAsync(
        string name, FileMode mode, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return File.OpenHandle(path, mode, access, share);
            }
            catch (DirectoryNotFoundException) when (attempt < OpenAttempts)
            {
                PrivateDirectory.Make(directory);
            }
            // "Not found" where a missing file is created: the directory was missing, and another process has made it.
            catch (IOException failure) when (attempt < OpenAttempts
                && (File.Exists(path) || (failure is FileNotFoundException && mode == FileMode.OpenOrCreate)))
            {
                await Task.Delay(OpenPause, time, cancellationToken);
            }
        }
    }

    private static ReadOnlySpan<byte> EndOfLine => [LineEnd];

    private static ReadOnlyMemory<byte> LinesOf(ImmutableArray<OutgoingMessage> messages)
    {
        var lines = new ArrayBufferWriter<byte>(1_024);
        using var writer = new Utf8JsonWriter(lines);
        foreach (var message in messages)
        {
            JsonSerializer.Serialize(writer, message, OutboxJson.Default.OutgoingMessage);
            writer.Reset();
            lines.Write(EndOfLine);
        }

        return lines.WrittenMemory;
    }

    private static void Append(SafeFileHandle file, ReadOnlyMemory<byte> lines)
    {
        var end = RandomAccess.GetLength(file);
        Span<byte> last = [LineEnd];
        if (end > 0) RandomAccess.Read(file, last, end - 1);
        if (last[0] != LineEnd) RandomAccess.Write(file, EndOfLine, end++); // ends a line that was cut off
        RandomAccess.Write(file, lines.Span, end);
    }

    private static List<OutgoingMessage> MessagesTo(string participant, ReadOnlySpan<byte> lines)
    {
        var messages = new List<OutgoingMessage>();
        var key = Encoding.UTF8.GetBytes(participant);
        while (lines.IndexOf(LineEnd) is var length and >= 0)
        {
            var line = lines[..length];
            lines = lines[(length + 1)..];
            if (line.IndexOf(key) >= 0 && IsComplete(line)
                && JsonSerializer.Deserialize(line, OutboxJson.Default.OutgoingMessage) is { } message
                && message.Participant == participant)
                messages.Add(message);
        }

        return messages;
    }

    // False for a line that was cut off.
    private static bool IsComplete(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        return reader.Read() && reader.TrySkip();
    }

    private static string NameOf(string participant) => ParticipantKey.TryParse(participant, out _)
        || SignUpAttemptKey.IsValid(participant)
        ? string.Create(CultureInfo.InvariantCulture, $"{Partitions.Of(participant, Files):x3}{Extension}")
        : throw new ArgumentException(
            "This is not the key of a participant or of an attempt to sign up.", nameof(participant));
}

/// <summary>JSON of a message in the outbox.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(OutgoingMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
