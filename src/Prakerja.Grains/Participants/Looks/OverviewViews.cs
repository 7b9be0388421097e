using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// What management sees of a person before it opens the profile: the state and the money, and just enough of the
/// profile to know that it is the right person.
/// </summary>
[GenerateSerializer, Immutable, Alias("overview-view")]
public sealed record OverviewView(
    [property: Id(0)] string Participant,
    [property: Id(1)] bool PhoneVerified,
    [property: Id(2)] MaskedProfile Profile,
    [property: Id(3)] TestStatus Test,
    [property: Id(4)] ApplicationView? Application,
    [property: Id(5)] ImmutableArray<ApplicationView> Past,
    [property: Id(6)] CardMoneyView Money);

/// <summary>A profile of which most characters are replaced by asterisks.</summary>
/// <param name="Nik">The last four digits.</param>
/// <param name="Name">The first letter of each word.</param>
/// <param name="Phone">The last three digits.</param>
/// <param name="Email">The first letter and the host.</param>
[GenerateSerializer, Immutable, Alias("masked-profile")]
public sealed record MaskedProfile(
    [property: Id(0)] string Nik,
    [property: Id(1)] string Name,
    [property: Id(2)] string Phone,
    [property: Id(3)] string Email,
    [property: Id(4)] ProvinceCode Province,
    [property: Id(5)] Employment Employment)
{
    public override string ToString() => nameof(MaskedProfile);
}

/// <content>The view of management (M1).</content>
public static partial class ParticipantViews
{
    private const int DigitsShownOfNik = 4;
    private const int DigitsShownOfPhone = 3;

    /// <summary>A person as management sees it before it opens the profile.</summary>
    public static OverviewView Overview(
        string key, ParticipantState state, long version, DateTimeOffset now, ProgrammeOptions options) => new(
            key,
            state.PhoneVerified,
            Masked(state.Profile),
            Test(state, options).Status,
            Application(state, null, null, now),
            [
                .. state.Past.Select(past =>
                    new ApplicationView(past.Wave, ApplicationStatus.NotSelected, past.Reason, null)),
            ],
            Account(key, state, version));

    /// <summary>The profile with most of its characters replaced.</summary>
    public static MaskedProfile Masked(Profile profile) => new(
        MaskAllBut(profile.Nik.Reveal(), DigitsShownOfNik),
        ShortenName(profile.Name),
        MaskAllBut(profile.Phone.Reveal(), DigitsShownOfPhone),
        MaskEmail(profile.Email),
        profile.Province,
        profile.Employment);

    private static string MaskAllBut(string digits, int shown) =>
        new string('*', digits.Length - shown) + digits[^shown..];

    // The host says little about a person; what stands before it often is the name.
    private static string MaskEmail(string email) => $"{email[..1]}***{email[email.LastIndexOf('@')..]}";
}
