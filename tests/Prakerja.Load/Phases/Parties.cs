using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>The platforms, providers and the payment partner of a run, and what they send.</summary>
internal sealed class Parties(Rehearsal rehearsal)
{
    public const int Platforms = 2;
    public const int Providers = 3;

    public const string PlatformKind = "platforms";
    public const string ProviderKind = "providers";
    public const string PartnerKind = "payment-partners";

    // Named after the run's first wave: a second run on the same server brings its own.
    private int Run => rehearsal.Calendar.FirstWave;

    public string PlatformCode(int platform) => $"gerai-{Run}-{platform + 1}";

    public string ProviderCode(int provider) => $"lembaga-{Run}-{provider + 1}";

    public string PartnerCode => $"mitra-{Run}";

    public Credential Partner => Of(PartnerKind, PartnerCode);

    public Credential Platform(Life life) => Platform(rehearsal.ChoicesOf(life).Below(Platforms, "platform"));

    public Credential Platform(int platform) => Of(PlatformKind, PlatformCode(platform));

    public Credential Provider(int provider) => Of(ProviderKind, ProviderCode(provider));

    /// <summary>A course's code over all providers.</summary>
    public string CodeOf(Course course) => ProviderCode(course.Provider) + "." + course.Name;

    public Course CourseOf(Purchase purchase) => Courses.Named(purchase.Course.Split('.')[1]);

    public static IReadOnlyList<string> Wallets { get; } = ["bni", "ovo", "goPay", "linkAja", "dana"];

    private Credential.Client Of(string kind, string code) => new(
        code,
        rehearsal.History.SecretOf(kind, code)
            ?? throw new InvalidOperationException($"{kind} {code} has no secret."));
}
