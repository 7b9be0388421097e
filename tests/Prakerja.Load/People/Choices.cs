namespace Prakerja.Load.People;

/// <summary>
/// The small decisions of one person. The shares are so large that every branch is taken even among a few hundred
/// people.
/// </summary>
internal readonly record struct Choices(SeededRandom SeededRandom, int Person)
{
    public bool JoinsTwice => Happens(0.10, "joins-twice");

    public bool JoinsTwoWaves => Happens(0.10, "joins-two-waves");

    public bool JumpsAhead => Happens(0.10, "jumps-ahead");

    public bool SignsUpTwice => Happens(0.04, "signs-up-twice");

    public bool MistypesBirthDate => Happens(0.04, "mistypes-birth-date");

    public bool TriesAgainAfterLosing => Happens(0.85, "tries-again");

    public bool ChangesMind => Happens(0.20, "changes-mind");

    public bool BuysTooMuch => Happens(0.15, "buys-too-much");

    public bool RushesSecondCourse => Happens(0.15, "rushes-second");

    public bool MeetsWrongProvider => Happens(0.10, "wrong-provider");

    public bool IsReportedTooEarly => Happens(0.08, "too-early");

    public bool Redeems => Happens(0.92, "redeems");

    public bool Completes => Happens(0.94, "completes");

    public bool IsReviewing => Happens(0.93, "reviews");

    public bool LinksWallet => Happens(0.93, "links-wallet");

    /// <summary>The result of the wallet check; mostly good.</summary>
    public WalletCheckResult Wallet => Share("wallet") switch
    {
        < 0.06 => WalletCheckResult.OtherNik,
        < 0.12 => WalletCheckResult.NotVerified,
        _ => WalletCheckResult.Good,
    };

    /// <summary>A payment is returned once and paid again after a new wallet check (I2).</summary>
    public bool PaymentBounces => Happens(0.08, "payment-bounces");

    public int Surveys => Below(4, "surveys");

    public bool BuysSecondCourse => Happens(0.45, "second-course");

    /// <summary>Buys on the last evening of the year.</summary>
    public bool BuysOnLastEvening => Happens(0.25, "last-evening");

    public int Rating => 1 + Below(5, "rating");

    public int Score => 20 + Below(81, "score");

    public int Below(int limit, string question) => SeededRandom.Below(limit, Person, question);

    private double Share(string question) => SeededRandom.Share(Person, question);

    private bool Happens(double share, string question) => SeededRandom.Happens(share, Person, question);
}

internal enum WalletCheckResult
{
    Good,
    OtherNik,
    NotVerified,
}
