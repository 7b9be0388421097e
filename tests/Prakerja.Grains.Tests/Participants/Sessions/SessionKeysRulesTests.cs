using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Participants;

public sealed class SessionKeysRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ProgrammeOptions Options = new();

    [Fact]
    public void The_first_key_signs_at_once()
    {
        var view = Assert.Single(SessionKeysRules.ViewsOf(After(Start), Start));

        Assert.True(view.MaySign);
    }

    [Fact]
    public void A_key_is_followed_after_thirty_days_and_no_earlier()
    {
        var state = After(Start);

        Assert.True(Renew(state, Start.AddDays(30).AddMilliseconds(-1)).IsNothing);
        Assert.Single(Renew(state, Start.AddDays(30)).Events);
    }

    [Fact]
    public void A_following_key_signs_a_day_later()
    {
        var made = Start.AddDays(30);
        var state = After(Start, made);

        Assert.False(SessionKeysRules.ViewsOf(state, made.AddDays(1).AddMilliseconds(-1))[^1].MaySign);
        Assert.True(SessionKeysRules.ViewsOf(state, made.AddDays(1))[^1].MaySign);
    }

    [Fact]
    public void A_key_is_retired_only_after_the_last_proof_that_it_signed()
    {
        // A key signs until a day after the next one is made, and a proof is good for 180 days: 211 days in all.
        var state = After([.. Enumerable.Range(0, 20).Select(month => Start.AddDays(30 * month))]);

        Assert.All(state.Keys, key => Assert.True(Start.AddDays(570) - key.MadeAt <= TimeSpan.FromDays(212)));
        Assert.Contains(state.Keys, key => Start.AddDays(570) - key.MadeAt == TimeSpan.FromDays(210));
    }

    private static SessionKeysState After(params DateTimeOffset[] times)
    {
        SessionKeysState? state = null;
        foreach (var time in times)
        {
            foreach (var @event in Renew(state, time).Events) state = SessionKeysRules.Fold(state, @event);
        }

        return state!;
    }

    private static Decision<SessionKeysEvent> Renew(SessionKeysState? state, DateTimeOffset now) =>
        SessionKeysRules.Renew(state, new SessionKey($"k{now.Ticks}", "salt", now), Options);
}
