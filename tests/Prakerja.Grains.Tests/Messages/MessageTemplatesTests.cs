using Prakerja.Grains.Complaints;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Messages;

public sealed class MessageTemplatesTests
{
    private const int SmsLength = 160;

    private static readonly DateTimeOffset Now = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly ProgrammeOptions Options = new();
    private static readonly CardNumber Number = CardNumber.Random();
    private static readonly Rupiah Million = new(1_000_000);

    /// <summary>Every message, with its longest content.</summary>
    private static readonly (MessageKind Kind, MessageText Text)[] All =
    [
        // The code that confirms an email is only mailed: it has a test of its own.
        .. Enum.GetValues<CodePurpose>().Where(purpose => purpose != CodePurpose.ConfirmEmail).Select(
            purpose => (MessageKind.OneTimeCode, Of(new CodeIssued(purpose, 1, Now))!)),
        (MessageKind.Selected, Of(new CardGranted(Number, 9_999, Now, 1, Million))!),
        (MessageKind.DeadlineNear, Of(new DeadlineNear(Now.AddDays(7)))!),
        (MessageKind.CardLapsed, Of(new CardLapsed(21, Million, 1, Now))!),
        (MessageKind.CardExpired, Of(new CardExpired(21, Million, Now))!),
        (MessageKind.CardFrozen, Of(new CardFrozen("anna", "Rahasia", Now))!),
        (MessageKind.CardUnfrozen, Of(new CardUnfrozen("anna", "Rahasia", Now))!),
        (MessageKind.CardCancelled, Of(new CardCancelled(21, "anna", "budi", "Rahasia", Million, Now))!),
        .. Enum.GetValues<WalletProvider>().Select(wallet => (MessageKind.IncentivePaid,
            Of(new IncentivePaid(1, IncentiveKind.Instalment, null, new Rupiah(600_000), wallet))!)),
        .. Enum.GetValues<PayoutFailureCause>().Select(cause => (MessageKind.IncentiveReturned,
            Of(new IncentiveReturned(1, new Rupiah(600_000), cause, null))!)),
        (MessageKind.ComplaintAnswered, MessageTemplates.Of(new ComplaintEvent.Answered("anna", "Rahasia", Now))!),
        (MessageKind.ComplaintOverdue, MessageTemplates.Of(new ComplaintEvent.Overdue(Now))!),
    ];

    [Fact]
    public void There_is_a_message_of_every_kind() => Assert.Equal(
        Enum.GetValues<MessageKind>(), All.Select(message => message.Kind).Distinct().Order());

    [Fact]
    public void Each_message_has_its_stated_kind() =>
        Assert.All(All, message => Assert.Equal(message.Kind, message.Text.Kind));

    [Fact]
    public void Each_SMS_is_plain_ASCII_and_fits_into_one_message() => Assert.All(All, message =>
    {
        Assert.InRange(message.Text.Sms!.Length, 20, SmsLength);
        Assert.All(message.Text.Sms, character => Assert.InRange(character, ' ', '~'));
    });

    [Fact]
    public void N1_everything_but_a_code_also_goes_by_email_with_a_subject() => Assert.All(All, message =>
    {
        var isCode = message.Kind == MessageKind.OneTimeCode;
        Assert.Equal(isCode, message.Text.Email is null);
        Assert.Equal(isCode, message.Text.Code is not null);
        if (isCode) return;
        Assert.InRange(message.Text.Email!.Subject.Length, 10, 80);
        Assert.StartsWith("Yth. Peserta Kartu Prakerja,", message.Text.Email.Body, StringComparison.Ordinal);
    });

    [Fact]
    public void No_message_contains_sensitive_data() => Assert.All(All, message =>
    {
        var text = $"{message.Text.Sms} {message.Text.Email?.Subject} {message.Text.Email?.Body}";
        Assert.DoesNotContain("Rahasia", text, StringComparison.Ordinal); // neither reasons nor answers
        Assert.DoesNotContain("anna", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("budi", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Number.Reveal(), text, StringComparison.Ordinal);
        Assert.Equal(
            message.Kind == MessageKind.OneTimeCode, text.Contains("123456", StringComparison.Ordinal));
    });

    [Fact]
    public void No_printed_text_contains_a_code() =>
        Assert.All(All, message =>
            Assert.DoesNotContain("123456", message.Text.ToString(), StringComparison.Ordinal));

    [Theory]
    [InlineData(CodePurpose.VerifyPhone, "verifikasi nomor ponsel")]
    [InlineData(CodePurpose.LogIn, "masuk ke akun")]
    [InlineData(CodePurpose.LogInElsewhere, "masuk ke akun")]
    [InlineData(CodePurpose.Purchase, "pembelian pelatihan")]
    public void A_code_message_states_its_purpose_and_validity(CodePurpose purpose, string use)
    {
        var message = Of(new CodeIssued(purpose, 1, Now))!;

        Assert.Equal("123456", message.Code);
        Assert.Contains($"123456 adalah kode {use}", message.Sms, StringComparison.Ordinal);
        Assert.Contains("5 menit", message.Sms, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_confirms_an_email_is_only_mailed()
    {
        var message = Of(new CodeIssued(CodePurpose.ConfirmEmail, 1, Now))!;

        Assert.Null(message.Sms);
        Assert.Equal("123456", message.Code);
        Assert.Contains("123456 adalah kode", message.Email!.Body, StringComparison.Ordinal);
        Assert.Contains("5 menit", message.Email.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digits_are_asked_for_by_purpose_and_number()
    {
        (CodePurpose, int) asked = default;
        MessageTemplates.Of(new CodeIssued(CodePurpose.Purchase, 7, Now), (purpose, number) =>
        {
            asked = (purpose, number);
            return "000000";
        }, Options);

        Assert.Equal((CodePurpose.Purchase, 7), asked);
    }

    [Fact]
    public void N1_the_message_to_a_selected_person_states_the_wave_the_balance_and_the_last_day_of_the_first_purchase()
    {
        var message = Of(new CardGranted(Number, 21, Now, 1, Million))!;

        Assert.Contains("gelombang 21", message.Sms, StringComparison.Ordinal);
        Assert.Contains("1 Oktober 2021", message.Sms, StringComparison.Ordinal);
        Assert.Contains("Rp 1.000.000", message.Email!.Body, StringComparison.Ordinal);
        Assert.Contains("1 Oktober 2021 pukul 23.59 WIB", message.Email.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_that_ends_at_midnight_is_named_by_the_day_before()
    {
        var message = Of(new DeadlineNear(new DateTimeOffset(2021, 12, 31, 17, 0, 0, TimeSpan.Zero)))!;

        Assert.Contains("31 Desember 2021 pukul 23.59 WIB", message.Sms, StringComparison.Ordinal);
    }

    [Fact]
    public void The_message_about_a_returned_incentive_states_the_cause_and_the_next_step()
    {
        var amount = new Rupiah(600_000);

        Assert.Contains(
            "verifikasi akun", Sms(PayoutFailureCause.AccountNotVerified), StringComparison.Ordinal);
        Assert.Contains("nomor yang baru", Sms(PayoutFailureCause.NumberChanged), StringComparison.Ordinal);
        Assert.Contains("bulan depan", Sms(PayoutFailureCause.MonthlyLimit), StringComparison.Ordinal);

        string Sms(PayoutFailureCause cause) => Of(new IncentiveReturned(1, amount, cause, null))!.Sms!;
    }

    [Fact]
    public void No_message_is_sent_about_own_actions_or_about_not_being_selected()
    {
        Assert.Null(Of(new LoggedIn()));
        Assert.Null(Of(new WaveJoined(21, Now, new ProvinceCode(32), 1, 0)));
        Assert.Null(Of(new NotSelected(21, Grains.Programme.NotSelectedReason.QuotaExhausted)));
        Assert.Null(Of(new CancellationRequested("anna", "Rahasia", Now)));
        Assert.Null(MessageTemplates.Of(new ComplaintEvent.Withdrawn(Now)));
    }

    [Fact]
    public void A_code_is_not_sent_once_it_can_no_longer_be_used()
    {
        var issued = new CodeIssued(CodePurpose.LogIn, 1, Now);
        var end = Now.AddMinutes(Options.OneTimeCodeMinutes);

        Assert.False(MessageTemplates.IsStale(issued, end.AddMilliseconds(-1), Options));
        Assert.True(MessageTemplates.IsStale(issued, end, Options));
        Assert.False(MessageTemplates.IsStale(new CardLapsed(21, Million, 1, Now), Now.AddYears(1), Options));
    }

    private static MessageText? Of(ParticipantEvent @event) =>
        MessageTemplates.Of(@event, (_, _) => "123456", Options);
}
