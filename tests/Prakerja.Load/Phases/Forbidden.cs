namespace Prakerja.Load.Phases;

/// <summary>Something the programme forbids, and the codes of the rule that forbids it.</summary>
internal sealed record Forbidden(string Name, params IReadOnlyList<string> Codes)
{
    public static Forbidden OtherBirthDate { get; } = new("sign up with another birth date", "nik.contradicts_birth_date");

    public static Forbidden SigningUpTwice { get; } = new("sign up twice", "sign_up.already_registered");

    public static Forbidden JoiningTooYoung { get; } = new("join too young", "join.under_age");

    public static Forbidden JoiningInEducation { get; } = new("join in education", "join.in_formal_education");

    public static Forbidden JoiningTwice { get; } = new("join twice", "join.already_joined");

    public static Forbidden JoiningTwoWaves { get; } = new("join two waves", "join.other_wave_pending");

    public static Forbidden JoiningTooLate { get; } = new("join after closing", "join.closed");

    public static Forbidden JoiningWithACard { get; } = new("join with a card", "join.already_recipient");

    public static Forbidden JoiningAfterLapsing { get; } = new("join after lapsing", "join.barred");

    /// <summary>V1. The answer is no refusal: it only counts nothing.</summary>
    public static Forbidden JumpingAhead { get; } = new("jump ahead in a video", "video.not_counted");

    public static Forbidden BuyingWithAHeldCard { get; } =
        new("buy with a held card", "card.frozen", "card.cancelled");

    public static Forbidden BuyingTooEarly { get; } =
        new("buy a second course too early", "purchase.first_not_finished");

    public static Forbidden BuyingTooMuch { get; } = new("buy above the balance", "purchase.balance_too_small");

    public static Forbidden BuyingAfterDay30 { get; } = new("buy after day 30", "card.lapsed");

    public static Forbidden BuyingAfterTheYear { get; } = new("buy after 15 December", "card.expired");

    public static Forbidden ApprovingOnesOwn { get; } =
        new("approve one's own cancellation", "cancellation.same_person");

    public static Forbidden RedeemingElsewhere { get; } =
        new("redeem another provider's code", "redeem.other_provider");

    public static Forbidden RedeemingTwice { get; } = new("redeem twice", "redeem.already_used");

    public static Forbidden CompletingUnredeemed { get; } =
        new("complete what was not redeemed", "training.not_redeemed");

    public static Forbidden SixStars { get; } = new("give six stars", "review.rating_invalid");

    /// <summary>D1, D2: the attempts after a deadline.</summary>
    public static IReadOnlyList<string> LatePurchases { get; } = [BuyingAfterDay30.Name, BuyingAfterTheYear.Name];
}
