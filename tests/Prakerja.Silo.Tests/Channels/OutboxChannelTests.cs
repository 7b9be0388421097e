using System.Text.Json;
using Prakerja.Grains.Notifications;
using Prakerja.Silo.Channels;

namespace Prakerja.Silo.Tests.Channels;

public sealed class OutboxChannelTests : IDisposable
{
    private const string Siti = "p-0123456789abcdefghjkmnpqrs";
    private const string Budi = "p-1123456789abcdefghjkmnpqrs";

    private readonly string folder = Directory.CreateTempSubdirectory("prakerja-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OutboxChannel Outbox => new(Path.Combine(folder, "outbox"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_message_becomes_one_file_named_by_its_event_and_medium()
    {
        await Outbox.SendAsync(Message(12), Cancellation);
        await Outbox.SendAsync(
            Message(12) with { Medium = MessageMedium.Email, Subject = "Halo" }, Cancellation);

        Assert.Equal(
            ["12-email.json", "12-sms.json"],
            Directory.GetFiles(Path.Combine(folder, "outbox", Siti)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task The_same_message_again_stays_one_file()
    {
        await Outbox.SendAsync(Message(12), Cancellation);
        await Outbox.SendAsync(Message(12), Cancellation);

        Assert.Equal([Message(12)], await Outbox.ReadAsync(Siti, 10, Cancellation));
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "outbox", Siti)));
    }

    [Fact]
    public async Task Messages_are_read_the_newest_first_and_no_more_than_asked_for()
    {
        foreach (var number in new long[] { 9, 100, 20 })
            await Outbox.SendAsync(Message(number), Cancellation);

        var read = await Outbox.ReadAsync(Siti, 2, Cancellation);

        Assert.Equal([100, 20], read.Select(message => message.Event));
    }

    [Fact]
    public async Task Each_participant_has_an_outbox_of_her_own_and_who_got_nothing_has_none()
    {
        await Outbox.SendAsync(Message(1), Cancellation);

        Assert.Empty(await Outbox.ReadAsync(Budi, 10, Cancellation));
    }

    [Fact]
    public async Task No_file_name_shows_a_phone_number_and_the_file_holds_it_in_plain_words()
    {
        await Outbox.SendAsync(Message(1), Cancellation);

        var path = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.DoesNotContain("812", path[folder.Length..], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancellation));
        Assert.Equal("sms", json.RootElement.GetProperty("medium").GetString());
        Assert.Equal("oneTimeCode", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal("123456", json.RootElement.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../p-0123456789abcdefghjkmnpqrs")]
    [InlineData("p-../../etc")]
    [InlineData("")]
    public async Task Nothing_but_a_participants_key_becomes_part_of_a_path(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Outbox.ReadAsync(key, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Outbox.SendAsync(Message(1) with { Participant = key }, Cancellation));
    }

    [Fact]
    public async Task What_cannot_be_written_is_an_error_and_leaves_no_draft()
    {
        Directory.CreateDirectory(Path.Combine(folder, "outbox", Siti, "1-sms.json"));

        await Assert.ThrowsAnyAsync<Exception>(() => Outbox.SendAsync(Message(1), Cancellation));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "outbox", Siti)));
    }

    [Fact]
    public void A_message_shows_neither_address_nor_code_in_its_text()
    {
        Assert.DoesNotContain("812", Message(1).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("123456", Message(1).ToString(), StringComparison.Ordinal);
    }

    private static OutgoingMessage Message(long number) => new(
        number,
        Siti,
        MessageMedium.Sms,
        MessageKind.OneTimeCode,
        "+628123456789",
        null,
        "123456 adalah kode Anda.",
        "123456",
        new DateTimeOffset(2021, 9, 1, 8, 0, 0, TimeSpan.FromHours(7)));
}
