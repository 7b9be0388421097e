using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// Rule A1. Counts the codes that sign-ups send to phones; each grain has one partition of all phones. The participant
/// grain limits its own codes, but an unverified phone can be in the sign-ups of many participants.
/// </summary>
[Alias("IPhoneCodesGrain")]
[GrainInterfaceType("IPhoneCodesGrain")]
internal interface IPhoneCodeLimitGrain : IGrainWithStringKey
{
    /// <summary>Counts one more code; false when the phone has reached its limit for this hour.</summary>
    [Alias("TryCount")]
    Task<bool> TryCount(KeyedHash phone);
}

/// <summary>
/// Counts in memory only. After a restart of the silo the hour starts again and a phone can receive some more messages;
/// storing the counts would double the commits when many people sign up.
/// </summary>
[GrainType("phone-codes"), KeepAlive]
internal sealed class PhoneCodeLimitGrain(ProgrammeClock clock, IOptions<ProgrammeOptions> options)
    : Grain, IPhoneCodeLimitGrain
{
    private Dictionary<KeyedHash, int> codes = [];
    private long hour;

    public Task<bool> TryCount(KeyedHash phone)
    {
        var now = clock.GetUtcNow().UtcTicks / TimeSpan.TicksPerHour;
        if (now != hour) (hour, codes) = (now, []);
        ref var sent = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, phone, out _);
        if (sent >= options.Value.SignUpCodesPerPhoneAndHour) return Task.FromResult(false);
        sent++;
        return Task.FromResult(true);
    }
}

/// <summary>Checks the limit of codes of an unverified phone.</summary>
internal static class PhoneCodeLimit
{
    private const int Partitions = 64;

    /// <summary>Whether one more code may be sent to an unverified phone; if so, the code is counted.</summary>
    public static Task<bool> MayBeSentTo(this IGrainFactory grains, PhoneNumber phone, IdentityKey identity)
    {
        var hash = ClaimValues.Phone(identity, phone);
        var partition = (hash.Low % Partitions).ToString(CultureInfo.InvariantCulture);
        return grains.GetGrain<IPhoneCodeLimitGrain>(partition).TryCount(hash);
    }
}
