using System.Text.Json.Serialization;

namespace Prakerja.Load.Journal;

/// <summary>
/// A fact that the server has acknowledged; one line of the journal. The state of a person is the fold of these facts
/// (<see cref="Participant"/>), so a resumed run knows exactly what the stopped run knew.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(TimesSet), "times_set")]
[JsonDerivedType(typeof(KeyMade), "key_made")]
[JsonDerivedType(typeof(PartyMade), "party_made")]
[JsonDerivedType(typeof(CommitmentSeen), "commitment_seen")]
[JsonDerivedType(typeof(PhaseCompleted), "phase_completed")]
[JsonDerivedType(typeof(SignedUp), "signed_up")]
[JsonDerivedType(typeof(Verified), "verified")]
[JsonDerivedType(typeof(TestSubmitted), "test_submitted")]
[JsonDerivedType(typeof(Joined), "joined")]
[JsonDerivedType(typeof(NotSelected), "not_selected")]
[JsonDerivedType(typeof(Selected), "selected")]
[JsonDerivedType(typeof(VideosFinished), "videos_finished")]
[JsonDerivedType(typeof(CardNumberRead), "number_shown")]
[JsonDerivedType(typeof(Bought), "bought")]
[JsonDerivedType(typeof(Refunded), "refunded")]
[JsonDerivedType(typeof(TrainingMoved), "training_moved")]
[JsonDerivedType(typeof(WalletLinked), "wallet_linked")]
[JsonDerivedType(typeof(WalletChecked), "wallet_checked")]
[JsonDerivedType(typeof(SurveyAnswered), "survey_answered")]
[JsonDerivedType(typeof(PayoutReturned), "payout_returned")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(CardEnded), "card_ended")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(NotRefused), "not_refused")]
[JsonDerivedType(typeof(Repeated), "repeated")]
[JsonDerivedType(typeof(GotStuck), "got_stuck")]
internal abstract record Fact
{
    private Fact()
    {
    }

    /// <summary>A fact about one person, by index.</summary>
    public abstract record OfPerson(int Person) : Fact;

    /// <summary>The driver started or resumed; <paramref name="Run"/> counts from 1.</summary>
    public sealed record RunStarted(int Run, ulong Seed, int Participants) : Fact;

    /// <summary>The dates of the run were set.</summary>
    public sealed record TimesSet(Calendar Calendar) : Fact;

    public sealed record KeyMade(string Name, string Key) : Fact;

    /// <summary>A platform, provider or payment partner with its secret, which is shown only once.</summary>
    public sealed record PartyMade(string Kind, string Code, string Secret) : Fact;

    /// <summary>The hash of the commitment, as it was before any secret was revealed.</summary>
    public sealed record CommitmentSeen(int Wave, string Hash) : Fact;

    public sealed record PhaseCompleted(string Phase) : Fact;

    public sealed record SignedUp(int Person, string Participant, string Attempt, string Secret)
        : OfPerson(Person);

    public sealed record Verified(int Person) : OfPerson(Person);

    public sealed record TestSubmitted(int Person) : OfPerson(Person);

    public sealed record Joined(int Person, int Wave) : OfPerson(Person);

    public sealed record NotSelected(int Person, int Wave, string Reason) : OfPerson(Person)
    {
        /// <summary>The reason when the server no longer has an application that it acknowledged.</summary>
        public const string Lost = "lost";
    }

    public sealed record Selected(
        int Person,
        int Wave,
        long Granted,
        DateTimeOffset FirstPurchaseEndsAt,
        DateTimeOffset BalanceEndsAt) : OfPerson(Person);

    public sealed record VideosFinished(int Person) : OfPerson(Person);

    public sealed record CardNumberRead(int Person, string Number) : OfPerson(Person);

    public sealed record Bought(
        int Person, Occasion Occasion, int Number, string Course, long Price, string RedeemCode)
        : OfPerson(Person);

    public sealed record Refunded(int Person, int Number) : OfPerson(Person);

    /// <summary>A purchase reached the next step.</summary>
    public sealed record TrainingMoved(int Person, int Number, TrainingStep To) : OfPerson(Person);

    public sealed record WalletLinked(int Person) : OfPerson(Person);

    public sealed record WalletChecked(int Person, bool Good) : OfPerson(Person);

    public sealed record SurveyAnswered(int Person, int Survey) : OfPerson(Person);

    public sealed record PayoutReturned(int Person, int Payout, long Amount) : OfPerson(Person);

    /// <summary>Management froze or unfroze the card.</summary>
    public sealed record Held(int Person, bool Frozen) : OfPerson(Person);

    public sealed record CardEnded(int Person, CardEnd How) : OfPerson(Person);

    /// <summary>A forbidden action was refused.</summary>
    public sealed record Refused(int Person, string Attempt, string Code) : OfPerson(Person);

    /// <summary>A forbidden action was accepted, or refused for another reason: a breach.</summary>
    public sealed record NotRefused(int Person, string Attempt, string Answer) : OfPerson(Person);

    /// <summary>
    /// A request was sent again with its key; <paramref name="Difference"/> is null when both answers were the same.
    /// </summary>
    public sealed record Repeated(int Person, string Operation, string? Difference) : OfPerson(Person);

    /// <summary>The server gave an answer after which this person cannot continue.</summary>
    public sealed record GotStuck(int Person, string Phase, string Why) : OfPerson(Person);
}

/// <summary>The steps of a training, in order.</summary>
internal enum TrainingStep
{
    Bought,
    Refunded,
    Redeemed,
    PreTested,
    Completed,
    Certified,
    Reviewed,
}

/// <summary>Why a course was bought; each occasion comes once.</summary>
internal enum Occasion
{
    First,

    /// <summary>After the first purchase was cancelled, or the card was unfrozen.</summary>
    Instead,

    Second,
    LastEvening,
}

/// <summary>How a card ended.</summary>
internal enum CardEnd
{
    Lapsed,
    Cancelled,
    Expired,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Fact))]
internal sealed partial class FactJson : JsonSerializerContext;
