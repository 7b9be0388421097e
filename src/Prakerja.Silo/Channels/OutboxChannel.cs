using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Notifications;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Channels;

/// <summary>
/// Where no gateway is configured, each message becomes a line of JSON in a file of the outbox, which some participants
/// share: a file for each message costs more than all else that an award does. The files hold addresses, as an outbox
/// does; their names hold none. Thread-safe, and several processes may share the directory.
/// </summary>
/// <remarks>
/// A message that comes again is another line, and read once. A line that was cut when the machine went down is passed
/// over; its message was not counted as sent, so it comes again.
/// </remarks>
/// <param name="directory">The outbox; made when the first message goes out.</param>
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

    /// <remarks>The line is not flushed: it outlives the process, which is what a rehearsal needs.</remarks>
    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var name = NameOf(message.Participant);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, OutboxJson.Default.OutgoingMessage), LineEnd];
        var turn = TurnFor(name);
        await turn.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(directory);
            await using var file = await OpenAsync(
                name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, cancellationToken);
            Append(file, line);
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
        return
        [
            .. MessagesTo(participant, await ReadFileAsync(NameOf(participant), cancellationToken))
                .DistinctBy(message => (message.Event, message.Medium))
                .OrderByDescending(message => message.Event)
                .ThenByDescending(message => message.Medium)
                .Take(limit),
        ];
    }

    private async Task<byte[]> ReadFileAsync(string name, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(directory, name))) return [];
        var turn = TurnFor(name);
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var file = await OpenAsync(
                name, FileMode.Open, FileAccess.Read, FileShare.Read, cancellationToken);
            var lines = new byte[file.Length];
            await file.ReadExactlyAsync(lines, cancellationToken);
            return lines;
        }
        finally
        {
            turn.Release();
        }
    }

    private SemaphoreSlim TurnFor(string name) => turns[Partitions.Of(name, turns.Length)];

    private async Task<FileStream> OpenAsync(
        string name, FileMode mode, FileAccess access, FileShare share, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(path, mode, access, share, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path) && tries < OpenTries)
            {
                await Task.Delay(OpenPause, system, cancellationToken);
            }
        }
    }

    private static void Append(FileStream file, byte[] line)
    {
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != LineEnd) file.WriteByte(LineEnd); // the end of a line that was cut
        }

        file.Write(line);
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
    Converters = [typeof(CamelCaseEnums)])]
[JsonSerializable(typeof(OutgoingMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
