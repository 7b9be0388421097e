using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Starting points of scenarios; <see cref="Scenario"/> has the further steps.</summary>
internal static class Given
{
    private static readonly DateTimeOffset Beginning = "2021-09-01 08:00".Wib();

    /// <summary>Nobody has signed up yet.</summary>
    public static Scenario Nobody(ProgrammeOptions? options = null) =>
        new(options ?? new ProgrammeOptions(), Beginning);

    /// <summary>Signed up in an earlier version, the phone not verified.</summary>
    public static Scenario ASignUp(Profile? profile = null, ProgrammeOptions? options = null) =>
        Nobody(options).WhoSignedUp(profile);

    /// <summary>Signed up, the phone verified.</summary>
    public static Scenario AnAccount(Profile? profile = null, ProgrammeOptions? options = null) =>
        ASignUp(profile, options).After(1.Minutes()).WhoVerifiedThePhone();

    /// <summary>An account that took the test and may join.</summary>
    public static Scenario AParticipant(ProgrammeOptions? options = null, Profile? profile = null) =>
        AnAccount(profile, options).WhoTookTheTest();

    /// <summary>Selected in wave 21 on 23 September 2021, 10:00 WIB.</summary>
    public static Scenario ARecipient(ProgrammeOptions? options = null, string notifiedAt = "2021-09-23 10:00") =>
        AParticipant(options).WhoJoined(21).WithCard(notifiedAt);

    /// <summary>A recipient who watched the videos, so the card can buy.</summary>
    public static Scenario AHolder(ProgrammeOptions? options = null, string notifiedAt = "2021-09-23 10:00") =>
        ARecipient(options, notifiedAt).WhoWatchedTheVideos();

    /// <summary>A holder whose first training is finished, certified and reviewed.</summary>
    public static Scenario AGraduate(ProgrammeOptions? options = null) =>
        AHolder(options).At("2021-10-01 09:00").WhoBought().WhoFinished().At("2021-10-05 14:30").WhoReviewed();
}
