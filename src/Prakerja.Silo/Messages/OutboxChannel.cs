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
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Messages;

/// <summary>
/// Where no gateway is configured, each message becomes a line of JSON in a file of the outbox, which some participants
/// share: a file for each message costs more than all else that an award does. The files hold addresses, as an outbox
/// does; their names hold none. Thread-safe, and several processes may share the directory.
/// </summary>
/// <remarks>
/// A message that comes again is another line, and read once. A line that was cut when the machine went down is passed
/// over; its message was not counted as sent, so it comes again.
/// </remarks>
/// <param name="directory">The outbox; made when the first message goes out, for its owner alone.</param>
/// <param name="system">Waits for a file that another process has open.</param>
public sealed class OutboxChannel(string directory, TimeProvider system) : IMessageChannel, IOutboxReader
{
    private const string Extension = ".jsonl";
    private const byte LineEnd = (byte)'\n';

    // Few enough that making them costs nothing, and so many that a million people's messages can be searched.
    private const int Files = 4_096;

    // Another process has a file for the time of one line; for longer than 100 of these something else is wrong.
    private const int OpenTries = 100;
    private static readonly TimeSpan OpenPause = TimeSpan.FromMilliseconds(2);

    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    /// <remarks>The lines are not flushed: they outlive the process, which is what a rehearsal needs.</remarks>
    public async Task SendAsync(ImmutableArray<OutgoingMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.IsEmpty) return;
        var participant = messages[0].Participant;
        if (messages.Any(message => message.Participant != participant))
            throw new ArgumentException("Messages to more than one person.", nameof(messages));
        var name = NameOf(participant);
        var lines = LinesOf(messages);
        var turn = TurnFor(name);
        await turn.WaitAsync(cancellationToken);
        try
        {
            using var file = await OpenAsync(
                name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken);
            Append(file, lines);
        }
        finally
        {
            turn.Release();
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
        var turn = TurnFor(name);
        await turn.WaitAsync(cancellationToken);
        try
        {
            using var file = await OpenAsync(
                name, FileMode.Open, FileAccess.Read, FileShare.Read, cancellationToken);
            var lines = new byte[RandomAccess.GetLength(file)];
            return lines.AsMemory(0, RandomAccess.Read(file, lines, fileOffset: 0));
        }
        finally
        {
            turn.Release();
        }
    }

    private SemaphoreSlim TurnFor(string name) => turns[Partitions.Of(name, turns.Length)];

    private async ValueTask<SafeFileHandle> OpenAsync(
        string name, FileMode mode, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return File.OpenHandle(path, mode, access, share);
            }
            catch (DirectoryNotFoundException) when (tries < OpenTries)
            {
                PrivateDirectory.Make(directory);
            }
            catch (IOException) when (File.Exists(path) && tries < OpenTries)
            {
                await Task.Delay(OpenPause, system, cancellationToken);
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
        if (last[0] != LineEnd) RandomAccess.Write(file, EndOfLine, end++); // the end of a line that was cut
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
            if (line.IndexOf(key) >= 0 && IsWhole(line)
                && JsonSerializer.Deserialize(line, OutboxJson.Default.OutgoingMessage) is { } message
                && message.Participant == participant)
                messages.Add(message);
        }

        return messages;
    }

    // False for the beginning of an object, as a cut line is.
    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        return reader.Read() && reader.TrySkip();
    }

    private static string NameOf(string participant) => ParticipantKey.TryParse(participant, out _)
        ? string.Create(CultureInfo.InvariantCulture, $"{Partitions.Of(participant, Files):x3}{Extension}")
        : throw new ArgumentException("Not a participant's key.", nameof(participant));
}

/// <summary>How a message looks in the outbox.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(OutgoingMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
