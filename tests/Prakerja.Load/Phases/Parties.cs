using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>The platforms, providers and the payment partner of a run, with their credentials.</summary>
internal sealed class Parties(RunContext context)
{
    public const int Platforms = 2;
    public const int Providers = 3;

    public const string PlatformKind = "platforms";
    public const string ProviderKind = "providers";
    public const string PartnerKind = "payment-partners";

    // Named after the first wave of the run, so that a second run on the same server makes new parties.
    private int RunNumber => context.Calendar.FirstWave;

    public string PlatformCode(int platform) => $"gerai-{RunNumber}-{platform + 1}";

    public string ProviderCode(int provider) => $"lembaga-{RunNumber}-{provider + 1}";

    public string PartnerCode => $"mitra-{RunNumber}";

    public Credential Partner => CredentialOf(PartnerKind, PartnerCode);

    public Credential Platform(Participant participant) =>
        Platform(context.ChoicesOf(participant).Below(Platforms, "platform"));

    public Credential Platform(int platform) => CredentialOf(PlatformKind, PlatformCode(platform));

    public Credential Provider(int provider) => CredentialOf(ProviderKind, ProviderCode(provider));

    /// <summary>The code of a course among all providers.</summary>
    public string CodeOf(Course course) => ProviderCode(course.Provider) + "." + course.Name;

    public Course CourseOf(Purchase purchase) => Courses.Named(purchase.Course.Split('.')[1]);

    public static IReadOnlyList<string> Wallets { get; } = ["bni", "ovo", "goPay", "linkAja", "dana"];

    private Credential.Client CredentialOf(string kind, string code) => new(
        code,
        context.History.SecretOf(kind, code)
            ?? throw new InvalidOperationException($"{kind} {code} has no secret."));
}
