using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// Rule A1. Counts the codes that attempts to sign up send to phones; each grain has one partition of all phones. An
/// unproven phone may be a stranger's, and anybody can begin many attempts.
/// </summary>
[Alias("IPhoneCodesGrain")]
[GrainInterfaceType("IPhoneCodesGrain")]
internal interface IPhoneCodeLimitGrain : IGrainWithStringKey
{
    /// <summary>Counts one more code from a source to a phone; otherwise the refusal with the time to wait.</summary>
    [Alias("Count")]
    Task<Answer<Done>> Count(KeyedHash phone, KeyedHash source);
}

/// <summary>
/// Counts in memory only. After a restart of the silo a phone can receive some more messages; storing the counts would
/// double the commits when many people sign up.
/// </summary>
[GrainType("phone-codes"), KeepAlive]
internal sealed class PhoneCodeLimitGrain(ProgrammeClock clock, IOptions<ProgrammeOptions> options)
    : Grain, IPhoneCodeLimitGrain
{
    private readonly PhoneCodeCounts counts = new(options.Value);

    public Task<Answer<Done>> Count(KeyedHash phone, KeyedHash source) => Task.FromResult<Answer<Done>>(
        counts.Count(phone, source, clock.GetUtcNow()) is { } refusal ? refusal : default(Done));
}

/// <summary>
/// The codes sent to phones. A phone has one budget an hour for all sources together. A source that has not sent to
/// the phone in this hour always has one code, so strangers cannot use up the codes of the phone's owner. From one
/// source to one phone the waits grow.
/// </summary>
internal sealed class PhoneCodeCounts(ProgrammeOptions options)
{
    /// <summary>Codes from one source to one phone without a wait.</summary>
    public const int WithoutWait = 3;

    private Dictionary<KeyedHash, int> ofPhones = [];
    private Dictionary<(KeyedHash Phone, KeyedHash Source), (int Codes, DateTimeOffset At)> ofSources = [];
    private long hour;

    /// <summary>Counts one more code; otherwise the refusal with the time to wait.</summary>
    public Refusal? Count(KeyedHash phone, KeyedHash source, DateTimeOffset now)
    {
        Forget(now);
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(ofSources, (phone, source), out _);
        var next = last.At + WaitAfter(last.Codes);
        if (now < next) return ParticipantRefusals.TooManyCodes.RetryAfter(next - now);
        ref var sent = ref CollectionsMarshal.GetValueRefOrAddDefault(ofPhones, phone, out _);
        var isFirstInHour = last.At.UtcTicks / TimeSpan.TicksPerHour < hour;
        if (sent >= options.SignUpCodesPerPhoneAndHour && !isFirstInHour)
            return ParticipantRefusals.TooManyCodes.RetryAfter(
                new DateTimeOffset((hour + 1) * TimeSpan.TicksPerHour, TimeSpan.Zero) - now);
        sent++;
        last = (last.Codes + 1, now);
        return null;
    }

    /// <summary>The wait after a number of codes: none, then 1, 2, 4 … minutes, at most an hour.</summary>
    public static TimeSpan WaitAfter(int codes) => codes < WithoutWait
        ? TimeSpan.Zero
        : TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(6, codes - WithoutWait)));

    // After two hours without a code from a source its waits start again: the longest wait is one hour.
    private void Forget(DateTimeOffset now)
    {
        var current = now.UtcTicks / TimeSpan.TicksPerHour;
        if (current == hour) return;
        hour = current;
        ofPhones = [];
        ofSources = ofSources.Where(one => one.Value.At > now.AddHours(-2)).ToDictionary();
    }
}

/// <summary>Checks the limit of codes to an unproven phone.</summary>
internal static class PhoneCodeLimit
{
    private const int Partitions = 64;

    /// <summary>Counts one more code to an unproven phone; otherwise the refusal.</summary>
    public static async ValueTask<Refusal?> CountCodeTo(
        this IGrainFactory grains, PhoneNumber phone, KeyedHash source, IdentityKey identity)
    {
        var hash = ClaimValues.Phone(identity, phone);
        var partition = (hash.Low % Partitions).ToString(CultureInfo.InvariantCulture);
        return (await grains.GetGrain<IPhoneCodeLimitGrain>(partition).Count(hash, source)).Refusal;
    }
}
