using Prakerja.Load.People;

namespace Prakerja.Load.Journal;

/// <summary>
/// What the server has acknowledged to one person: the fold of the facts. Only one worker uses it at a time.
/// </summary>
internal sealed class Participant(Person person)
{
    public Person Person => person;

    public string? Key { get; private set; }

    /// <summary>The attempt to sign up, and its secret.</summary>
    public string? Attempt { get; private set; }

    public string? AttemptSecret { get; private set; }

    public bool IsVerified { get; private set; }

    public bool HasSubmittedTest { get; private set; }

    /// <summary>Waves whose join was acknowledged.</summary>
    public List<int> Joined { get; } = [];

    public Dictionary<int, string> NotSelected { get; } = [];

    public Fact.Selected? Award { get; private set; }

    /// <summary>How many awards the server showed; more than one is a breach.</summary>
    public int Awards { get; private set; }

    public bool HasWatched { get; private set; }

    public string? CardNumber { get; private set; }

    public List<Purchase> Purchases { get; } = [];

    public bool HasWallet { get; private set; }

    /// <summary>Null until the payment partner has answered.</summary>
    public bool? IsWalletGood { get; private set; }

    public SortedSet<int> Surveys { get; } = [];

    public long PayoutReturned { get; private set; }

    public bool IsFrozen { get; private set; }

    public CardEnd? Ended { get; private set; }

    public HashSet<string> Attempts { get; } = [];

    /// <summary>Why this person cannot continue; null without a problem.</summary>
    public string? Stuck { get; private set; }

    /// <summary>
    /// The session token until it expires. It is not kept in the journal: a resumed run logs in again.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>The last one-time code seen, to recognise the next one as new.</summary>
    public string? LastCode { get; set; }

    public bool IsRecipient => Award is not null;

    /// <summary>True when the card can still buy.</summary>
    public bool HasLiveCard => IsRecipient && Ended is null;

    public long Spent => Purchases.Sum(purchase => purchase.Price);

    public long Refunded =>
        Purchases.Where(purchase => purchase.Step is TrainingStep.Refunded).Sum(one => one.Price);

    /// <summary>The balance that returned to the state when the card ended.</summary>
    public long Returned => Award is { } award && Ended is not null ? award.Granted - Spent + Refunded : 0;

    public long Balance => Award is { } award ? award.Granted - Spent + Refunded - Returned : 0;

    /// <summary>The last purchase that was not refunded; null when there is none.</summary>
    public Purchase? CurrentPurchase =>
        Purchases.LastOrDefault(purchase => purchase.Step is not TrainingStep.Refunded);

    /// <summary>T2: the first purchase that was not refunded is finished, whatever came later.</summary>
    public bool HasFinished => Purchases.Find(purchase => purchase.Step is not TrainingStep.Refunded)
        is { Step: >= TrainingStep.Completed };

    public bool HasReviewed => Purchases.Exists(purchase => purchase.Step is TrainingStep.Reviewed);

    public void Apply(Fact.OfPerson fact)
    {
        switch (fact)
        {
            case Fact.SignedUp signUp:
                (Key, Attempt, AttemptSecret) = (signUp.Participant, signUp.Attempt, signUp.Secret);
                break;
            case Fact.Verified: IsVerified = true; break;
            case Fact.TestSubmitted: HasSubmittedTest = true; break;
            case Fact.Joined join: Joined.Add(join.Wave); break;
            case Fact.NotSelected outcome: NotSelected[outcome.Wave] = outcome.Reason; break;
            case Fact.Selected award: (Award, Awards) = (award, Awards + 1); break;
            case Fact.VideosFinished: HasWatched = true; break;
            case Fact.CardNumberRead card: CardNumber = card.Number; break;
            case Fact.Held held: IsFrozen = held.Frozen; break;
            case Fact.CardEnded end: End(end.How); break;
            case Fact.Refused refused: Attempts.Add(refused.Attempt); break;
            case Fact.NotRefused notRefused: Attempts.Add(notRefused.Attempt); break;
            case Fact.GotStuck stuck: Stuck = stuck.Why; break;
            default: ApplyTrainingFact(fact); break;
        }
    }

    private void ApplyTrainingFact(Fact.OfPerson fact)
    {
        switch (fact)
        {
            case Fact.Bought purchase: Purchases.Add(new Purchase(purchase)); break;
            case Fact.Refunded refunded: Of(refunded.Number).Step = TrainingStep.Refunded; break;
            case Fact.TrainingMoved moved: Of(moved.Number).Step = moved.To; break;
            case Fact.WalletLinked: HasWallet = true; break;
            case Fact.WalletChecked wallet: IsWalletGood = wallet.Good; break;
            case Fact.SurveyAnswered survey: Surveys.Add(survey.Survey); break;
            case Fact.PayoutReturned returned: PayoutReturned += returned.Amount; break;
        }
    }

    // M1: a cancellation refunds purchases that are not redeemed; the money then returns to the state with the rest.
    private void End(CardEnd how)
    {
        Ended = how;
        if (how is not CardEnd.Cancelled) return;
        foreach (var open in Purchases.Where(purchase => purchase.Step is TrainingStep.Bought))
            open.Step = TrainingStep.Refunded;
    }

    private Purchase Of(int number) => Purchases.Find(purchase => purchase.Number == number)
        ?? throw new InvalidOperationException($"Person {person.Index} has no purchase {number}.");
}

/// <summary>One acknowledged purchase.</summary>
internal sealed class Purchase(Fact.Bought bought)
{
    public Occasion Occasion => bought.Occasion;

    public int Number => bought.Number;

    public string Course => bought.Course;

    public long Price => bought.Price;

    public string RedeemCode => bought.RedeemCode;

    public TrainingStep Step { get; set; } = TrainingStep.Bought;
}
