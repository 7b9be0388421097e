using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// Rule A1: counts the codes that sign-ups had sent to phones, a partition of all phones each. A participant counts its
/// own codes, but a phone that is not verified yet can stand in the sign-ups of any number of people.
/// </summary>
[Alias("IPhoneCodesGrain")]
[GrainInterfaceType("IPhoneCodesGrain")]
internal interface IPhoneCodeLimitGrain : IGrainWithStringKey
{
    /// <summary>Counts one more code; false when the phone has had its number of this hour.</summary>
    [Alias("TryCount")]
    Task<bool> TryCount(KeyedHash phone);
}

/// <summary>
/// Kept in memory alone: when its silo dies the hour begins anew, and a phone gets some more messages. Written down it
/// would double the commits of a rush of sign-ups.
/// </summary>
[GrainType("phone-codes"), KeepAlive]
internal sealed class PhoneCodeLimitGrain(ProgrammeClock clock, IOptions<ProgrammeOptions> options) : Grain, IPhoneCodeLimitGrain
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

internal static class PhoneCodeLimit
{
    private const int Partitions = 64;

    /// <summary>Whether one more code may go to a phone that nobody has verified yet; counts it.</summary>
    public static Task<bool> MayBeSentTo(this IGrainFactory grains, PhoneNumber phone, IdentityKey identity)
    {
        var hash = ClaimValues.Phone(identity, phone);
        var partition = (hash.Low % Partitions).ToString(CultureInfo.InvariantCulture);
        return grains.GetGrain<IPhoneCodeLimitGrain>(partition).TryCount(hash);
    }
}
