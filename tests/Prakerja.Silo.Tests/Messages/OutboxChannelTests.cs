using System.Text.Json;
using Prakerja.Grains.Messages;
using Prakerja.Silo.Messages;

namespace Prakerja.Silo.Tests.Messages;

public sealed class OutboxChannelTests : IDisposable
{
    private const string Siti = "p-0123456789abcdefghjkmnpqrs";
    private const string SitisNeighbour = "p-01qg456789abcdefghjkmnpqrs";
    private const string Budi = "p-1123456789abcdefghjkmnpqrs";

    private readonly string folder = Directory.CreateTempSubdirectory("prakerja-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OutboxChannel Outbox => new(Path.Combine(folder, "outbox"), TimeProvider.System);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Messages_are_lines_and_all_of_a_person_are_in_one_file()
    {
        await Outbox.SendAsync([Message(12)], Cancellation);
        await Outbox.SendAsync([Message(13)], Cancellation);

        Assert.Equal(2, (await File.ReadAllLinesAsync(OnlyFile(), Cancellation)).Length);
    }

    [Fact]
    public async Task The_same_message_again_is_read_once_and_the_email_of_the_same_event_is_another()
    {
        var email = Message(12) with { Medium = MessageMedium.Email, Subject = "Halo" };
        for (var time = 0; time < 2; time++) await Outbox.SendAsync([Message(12), email], Cancellation);

        Assert.Equal([email, Message(12)], await Outbox.ReadAsync(Siti, 10, Cancellation));
    }

    [Fact]
    public async Task Messages_are_read_the_newest_first_and_no_more_than_asked_for()
    {
        foreach (var number in new long[] { 9, 100, 20 })
            await Outbox.SendAsync([Message(number)], Cancellation);

        var read = await Outbox.ReadAsync(Siti, 2, Cancellation);

        Assert.Equal([100, 20], read.Select(message => message.Event));
    }

    [Fact]
    public async Task Nobody_reads_the_messages_of_another()
    {
        await Outbox.SendAsync([Message(1) with { Text = $"{SitisNeighbour} {Budi}" }], Cancellation);
        await Outbox.SendAsync([Message(2) with { Participant = SitisNeighbour }], Cancellation);
        OnlyFile();

        Assert.Equal([2], (await Outbox.ReadAsync(SitisNeighbour, 10, Cancellation)).Select(message => message.Event));
        Assert.Empty(await Outbox.ReadAsync(Budi, 10, Cancellation));
    }

    [Fact]
    public async Task A_line_that_was_cut_is_passed_over_and_costs_no_other()
    {
        await Outbox.SendAsync([Message(1)], Cancellation);
        var path = OnlyFile();
        var whole = await File.ReadAllBytesAsync(path, Cancellation);
        for (var kept = 1; kept < whole.Length; kept++)
        {
            await File.WriteAllBytesAsync(path, [.. whole, .. whole[..^kept]], Cancellation);
            await Outbox.SendAsync([Message(2)], Cancellation);

            Assert.Equal([2, 1], (await Outbox.ReadAsync(Siti, 10, Cancellation)).Select(message => message.Event));
        }
    }

    [Fact]
    public async Task Many_write_the_same_file_at_once_and_nothing_is_lost_or_mixed()
    {
        OutboxChannel[] nodes = [Outbox, Outbox, Outbox];
        await Parallel.ForAsync(1, 301, Cancellation, async (number, cancelled) =>
        {
            await nodes[number % 3].SendAsync([Message(number)], cancelled);
            Assert.NotEmpty(await nodes[(number + 1) % 3].ReadAsync(Siti, 1, cancelled));
        });

        Assert.Equal(300, (await Outbox.ReadAsync(Siti, 2_000, Cancellation)).Count);
    }

    [Fact]
    public async Task Processes_that_make_the_outbox_at_the_same_moment_all_write_to_it()
    {
        // About one in 2,000 attempts meets the moment between the failed open and the look at the directory.
        for (var round = 0; round < 3_000; round++)
        {
            var outbox = Path.Combine(folder, $"outbox-{round}");
            await Parallel.ForAsync(1, 9, Cancellation, async (number, cancelled) =>
                await new OutboxChannel(outbox, TimeProvider.System).SendAsync([Message(number)], cancelled));
        }
    }

    [Fact]
    public async Task No_file_name_shows_a_phone_number_and_the_file_holds_it_in_plain_words()
    {
        await Outbox.SendAsync([Message(1)], Cancellation);

        var path = OnlyFile();
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
            () => Outbox.SendAsync([Message(1) with { Participant = key }], Cancellation));
    }

    [Fact]
    public async Task Messages_to_two_people_at_once_are_an_error_and_none_is_written()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            () => Outbox.SendAsync([Message(1), Message(1) with { Participant = Budi }], Cancellation));

        Assert.Empty(await Outbox.ReadAsync(Siti, 10, Cancellation));
    }

    [Fact]
    public async Task An_outbox_made_here_is_its_owner_s_alone_and_one_that_was_there_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows()) return;
        var outbox = Path.Combine(folder, "outbox");
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        await Outbox.SendAsync([Message(1)], Cancellation);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(outbox));

        File.SetUnixFileMode(outbox, OwnerOnly | UnixFileMode.GroupRead);
        await Outbox.SendAsync([Message(2) with { Participant = Budi }], Cancellation);

        Assert.Equal(OwnerOnly | UnixFileMode.GroupRead, File.GetUnixFileMode(outbox));
    }

    [Fact]
    public async Task What_cannot_be_written_is_an_error()
    {
        await Outbox.SendAsync([Message(1)], Cancellation);
        var path = OnlyFile();
        File.Delete(path);
        Directory.CreateDirectory(path);

        await Assert.ThrowsAnyAsync<Exception>(() => Outbox.SendAsync([Message(1)], Cancellation));
    }

    [Fact]
    public void A_message_shows_neither_address_nor_code_in_its_text()
    {
        Assert.DoesNotContain("812", Message(1).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("123456", Message(1).ToString(), StringComparison.Ordinal);
    }

    private string OnlyFile() => Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));

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
