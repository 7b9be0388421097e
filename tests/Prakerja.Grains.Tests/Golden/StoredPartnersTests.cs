using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredPartnersTests
{
    private static readonly DateTimeOffset At = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly Registration Registration = new(
        "Skill Academy", new ProtectedSecret("c2VhbGVk"), At);

    [Fact]
    public void A_training_provider_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "training-provider-state.json",
        new TrainingProviderState
        {
            Registration = Registration,
            Courses = [new Course("excel", "Excel untuk Pemula", new Rupiah(250_000), ["pijar"], "abcde")],
        },
        TrainingProviderJson.Default.TrainingProviderState);

    [Fact]
    public void Its_events_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "training-provider-events.json",
        [
            new TrainingProviderEvent.Registered("Skill Academy", null, "first", At),
            new TrainingProviderEvent.SecretRotated(null, "first", At),
            new TrainingProviderEvent.CoursePut(
                "excel", "Excel untuk Pemula", new Rupiah(250_000), ["pijar"], null, At),
        ],
        TrainingProviderJson.Default.TrainingProviderEvent);

    [Fact]
    public void A_digital_platform_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "digital-platform-state.json",
        new DigitalPlatformState { Registration = Registration },
        DigitalPlatformJson.Default.DigitalPlatformState);

    [Fact]
    public void The_events_of_a_platform_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "digital-platform-events.json",
        [
            new DigitalPlatformEvent.Registered("Pijar", null, "first", At),
            new DigitalPlatformEvent.SecretRotated(null, "first", At),
        ],
        DigitalPlatformJson.Default.DigitalPlatformEvent);

    [Fact]
    public void A_payment_partner_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "payment-partner-state.json",
        new PaymentPartnerState
        {
            Registration = Registration,
            Wallets = [.. Enum.GetValues<WalletProvider>()],
        },
        PaymentPartnerJson.Default.PaymentPartnerState);

    [Fact]
    public void The_events_of_a_partner_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "payment-partner-events.json",
        [
            new PaymentPartnerEvent.Registered("Dompet", null, [WalletProvider.GoPay], "first", At),
            new PaymentPartnerEvent.SecretRotated(null, "first", At),
        ],
        PaymentPartnerJson.Default.PaymentPartnerEvent);

    [Fact]
    public void No_event_contains_a_secret_or_a_pre_test_key()
    {
        var put = new TrainingProviderEvent.CoursePut("excel", "Excel", new Rupiah(1), [], "abcde", At);
        var registered = new TrainingProviderEvent.Registered(
            "Skill", new ProtectedSecret("c2VhbGVk"), "first", At);

        Assert.DoesNotContain("abcde", Json(put), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VhbGVk", Json(registered), StringComparison.Ordinal);

        static string Json(TrainingProviderEvent @event) => System.Text.Json.JsonSerializer.Serialize(
            @event, TrainingProviderJson.Default.TrainingProviderEvent);
    }

    [Fact]
    public void Used_nonces_are_read_as_they_were_written() => GoldenFile.AssertReadsAs(
        "nonces-state.json",
        new NonceMemory(new DateTimeOffset(2021, 9, 1, 1, 2, 3, TimeSpan.Zero), [1, 2, 3], [4, 5]),
        NonceJson.Default.NonceMemory);

    [Fact]
    public void Answers_to_others_are_read_as_they_were_written()
    {
        var written = Participants.Given.AnAccount().Written with
        {
            AnsweredOthers = [new(RequestDigest.Of("platform/a:key-1"), RequestDigest.Of("hash-1"), [1, 2, 3])],
        };

        var read = GoldenFile.ReadState(
            "participant-state-answered-others.json", written, ParticipantJson.Default.ParticipantState);

        Assert.True(Participants.States.AreSame(written, read));
    }
}
