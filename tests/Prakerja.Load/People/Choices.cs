namespace Prakerja.Load.People;

/// <summary>
/// The small decisions of one person, asked when they come up. Shares are such that every branch is taken
/// even among a few hundred people.
/// </summary>
internal readonly record struct Choices(Chance Chance, int Person)
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

    /// <summary>What the partner will say: mostly that all is well.</summary>
    public WalletTruth Wallet => Share("wallet") switch
    {
        < 0.06 => WalletTruth.OtherNik,
        < 0.12 => WalletTruth.NotVerified,
        _ => WalletTruth.Good,
    };

    /// <summary>A payment comes back once and is paid again after the wallet was checked anew (I2).</summary>
    public bool PaymentBounces => Happens(0.08, "payment-bounces");

    public int Surveys => Below(4, "surveys");

    public bool BuysSecondCourse => Happens(0.45, "second-course");

    /// <summary>Leaves a purchase to the last evening of the year.</summary>
    public bool BuysOnLastEvening => Happens(0.25, "last-evening");

    public int Rating => 1 + Below(5, "rating");

    public int Score => 20 + Below(81, "score");

    public int Below(int limit, string question) => Chance.Below(limit, Person, question);

    private double Share(string question) => Chance.Share(Person, question);

    private bool Happens(double share, string question) => Chance.Happens(share, Person, question);
}

internal enum WalletTruth
{
    Good,
    OtherNik,
    NotVerified,
}
