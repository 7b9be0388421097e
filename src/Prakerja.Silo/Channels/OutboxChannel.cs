using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Notifications;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Channels;

/// <summary>
/// Where no gateway is configured, each message becomes a file <c>outbox/PARTICIPANT/EVENT-sms.json</c>. A
/// file is there whole or not at all, and writing it again changes nothing. The files hold addresses, as an
/// outbox does; their names hold none. Thread-safe.
/// </summary>
/// <param name="directory">The outbox; made when the first message goes out.</param>
public sealed class OutboxChannel(string directory) : IMessageChannel, IOutboxReader
{
    private const string Extension = ".json";

    public async Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var folder = FolderOf(message.Participant);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, NameOf(message));
        // Two activations may write the same message for a moment, so each has a draft of its own. A rename
        // without a flush survives the death of the process, which is what a rehearsal needs; a lost file
        // loses nothing else.
        var draft = $"{path}.{Guid.NewGuid():N}.draft";
        try
        {
            await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
                await JsonSerializer.SerializeAsync(
                    file, message, OutboxJson.Default.OutgoingMessage, cancellationToken);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    public async Task<IReadOnlyList<OutgoingMessage>> ReadAsync(
        string participant, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var folder = FolderOf(participant);
        if (!Directory.Exists(folder)) return [];
        var newest = Directory.EnumerateFiles(folder, "*" + Extension)
            .OrderByDescending(EventOf)
            .ThenBy(path => path, StringComparer.Ordinal)
            .Take(limit);
        var messages = new List<OutgoingMessage>();
        foreach (var path in newest)
        {
            await using var file = File.OpenRead(path);
            var message = await JsonSerializer.DeserializeAsync(
                file, OutboxJson.Default.OutgoingMessage, cancellationToken);
            messages.Add(message ?? throw new JsonException($"{path} holds no message."));
        }

        return messages;
    }

    // The key comes from outside in a rehearsal: only a participant's key may become part of a path.
    private string FolderOf(string participant) => ParticipantKey.TryParse(participant, out _)
        ? Path.Combine(directory, participant)
        : throw new ArgumentException("Not a participant's key.", nameof(participant));

    private static string NameOf(OutgoingMessage message)
    {
        var medium = message.Medium switch
        {
            MessageMedium.Sms => "sms",
            MessageMedium.Email => "email",
            _ => throw new ArgumentOutOfRangeException(
                nameof(message), message.Medium, "There is no such medium."),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{message.Event}-{medium}{Extension}");
    }

    private static long EventOf(string path)
    {
        var name = Path.GetFileName(path.AsSpan());
        return long.Parse(name[..name.IndexOf('-')], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>How a message looks in the outbox.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(CamelCaseEnums)])]
[JsonSerializable(typeof(OutgoingMessage))]
internal sealed partial class OutboxJson : JsonSerializerContext;
