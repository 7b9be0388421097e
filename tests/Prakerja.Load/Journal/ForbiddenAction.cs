namespace Prakerja.Load.Journal;

/// <summary>An action that the programme forbids, and the refusal codes of the rule that forbids it.</summary>
internal sealed record ForbiddenAction(string Name, params IReadOnlyList<string> Codes)
{
    public static ForbiddenAction OtherBirthDate { get; } =
        new("sign up with another birth date", "nik.contradicts_birth_date");

    public static ForbiddenAction SigningUpTwice { get; } = new("sign up twice", "sign_up.already_registered");

    public static ForbiddenAction JoiningTooYoung { get; } = new("join too young", "join.under_age");

    public static ForbiddenAction JoiningInEducation { get; } = new("join in education", "join.in_formal_education");

    public static ForbiddenAction JoiningTwice { get; } = new("join twice", "join.already_joined");

    public static ForbiddenAction JoiningTwoWaves { get; } = new("join two waves", "join.other_wave_pending");

    public static ForbiddenAction JoiningTooLate { get; } = new("join after closing", "join.closed");

    public static ForbiddenAction JoiningWithACard { get; } = new("join with a card", "join.already_recipient");

    public static ForbiddenAction JoiningAfterLapsing { get; } = new("join after lapsing", "join.barred");

    /// <summary>V1. The server does not refuse it; it only does not count the time.</summary>
    public static ForbiddenAction JumpingAhead { get; } = new("jump ahead in a video", "video.not_counted");

    public static ForbiddenAction BuyingWithAHeldCard { get; } =
        new("buy with a held card", "card.frozen", "card.cancelled");

    public static ForbiddenAction BuyingTooEarly { get; } =
        new("buy a second course too early", "purchase.first_not_finished");

    public static ForbiddenAction BuyingTooMuch { get; } = new("buy above the balance", "purchase.balance_too_small");

    public static ForbiddenAction BuyingAfterDay30 { get; } = new("buy after day 30", "card.lapsed");

    public static ForbiddenAction BuyingAfterTheYear { get; } = new("buy after 15 December", "card.expired");

    public static ForbiddenAction ApprovingOnesOwn { get; } =
        new("approve one's own cancellation", "cancellation.same_person");

    public static ForbiddenAction RedeemingElsewhere { get; } =
        new("redeem another provider's code", "redeem.other_provider");

    public static ForbiddenAction RedeemingTwice { get; } = new("redeem twice", "redeem.already_used");

    public static ForbiddenAction CompletingUnredeemed { get; } =
        new("complete what was not redeemed", "training.not_redeemed");

    public static ForbiddenAction SixStars { get; } = new("give six stars", "review.rating_invalid");

    /// <summary>D1, D2: the purchases that are tried after a deadline.</summary>
    public static IReadOnlyList<string> LatePurchases { get; } = [BuyingAfterDay30.Name, BuyingAfterTheYear.Name];
}
