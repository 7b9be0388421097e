using System.Collections.Immutable;
using System.Security.Cryptography;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Waves.WaveEvent;

namespace Prakerja.Grains.Waves;

/// <summary>The rules of the seed (S1, docs/draw.md): who contributes to it, and until when.</summary>
public static class WitnessRules
{
    /// <summary>The most witnesses of a wave.</summary>
    public const int WitnessesMax = 8;

    /// <summary>The longest time for revealing: a week.</summary>
    public const int RevealMinutesMax = 7 * 24 * 60;

    /// <summary>The longest typed value or description of one, characters.</summary>
    public const int TypedLengthMax = 200;

    /// <summary>The most refused reveals of a wave that are recorded.</summary>
    public const int RecordedRefusalsMax = 100;

    /// <summary>Registers the hash of a witness's secret. A witness cannot change it.</summary>
    public static Decision<WaveEvent> Register(WaveState state, string name, string hash, DateTimeOffset now)
    {
        if (DrawSeedRules.ToBytes(hash) is null) return WitnessRefusals.ValueMalformed;
        if (state.Witnesses.FirstOrDefault(witness => witness.Name == name) is { } known)
            return known.Hash == hash ? ImmutableArray<WaveEvent>.Empty : WitnessRefusals.AlreadyRegistered;
        if (state.Stage > WaveStage.Open || now >= state.Plan.ClosesAt) return WitnessRefusals.RegistrationClosed;
        if (state.Witnesses.Length >= WitnessesMax) return WitnessRefusals.TooManyWitnesses;
        return new WitnessRegistered(name, hash, now);
    }

    /// <summary>
    /// Reveals a secret after the commitment. With <see cref="MissingSecretRule.Wait"/> a late secret still counts,
    /// because the draw waits for it.
    /// </summary>
    public static Decision<WaveEvent> Reveal(WaveState state, string name, string secret, DateTimeOffset now)
    {
        if (DrawSeedRules.ToBytes(secret) is not { } bytes) return WitnessRefusals.ValueMalformed;
        if (state.Witnesses.FirstOrDefault(witness => witness.Name == name) is not { } known)
            return WitnessRefusals.NotRegistered;
        if (state.Sealing is not { } commitment) return WitnessRefusals.NotCommitted;
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != known.Hash) return WitnessRefusals.SecretMismatch;
        if (known.Secret is not null) return WitnessRefusals.AlreadyRevealed;
        if (IsTooLate(state, commitment, now)) return WitnessRefusals.TooLate;
        return new SecretRevealed(name, secret, now);
    }

    /// <summary>
    /// Types in the value of a beacon. It counts when a second officer has typed the same; a different one starts anew.
    /// </summary>
    /// <param name="people">Those who may hold the officer's key.</param>
    public static Decision<WaveEvent> TypeBeacon(
        WaveState state, string value, string by, ImmutableArray<string> people, DateTimeOffset now)
    {
        var text = value.Trim();
        if (text.Length is 0 or > TypedLengthMax) return WitnessRefusals.ValueMalformed;
        if (Terms(state).Beacon is not { Kind: DrawBeaconKind.Typed }) return WitnessRefusals.NoTypedBeacon;
        if (state.Sealing is not { } commitment) return WitnessRefusals.NotCommitted;
        if (state.Beacon is not null) return WitnessRefusals.AlreadyRevealed;
        if (IsTooLate(state, commitment, now)) return WitnessRefusals.TooLate;
        // A value that an earlier version stored names no people, so nobody can be the second: this one is the first.
        if (state.TypedBeacon is not { People.IsDefaultOrEmpty: false } first)
            return new BeaconValueEntered(text, by, now, people);
        if (!FourEyesRules.AreTwoPeople(first.People, people)) return WitnessRefusals.SameOfficer;
        return first.Value == text
            ? new BeaconReceived(ValueOfTyped(text), now, by)
            : new Decision<WaveEvent>([new BeaconDiffered(by, now)], WitnessRefusals.BeaconMismatch);
    }

    /// <summary>The value of a beacon that was read over HTTP; nothing when the draw needs none any more.</summary>
    public static ImmutableArray<WaveEvent> Receive(WaveState state, BeaconValue value, DateTimeOffset now) =>
        NeedsDrand(state) && DrawSeedRules.IsValid(Terms(state).Beacon!, value)
            ? [new BeaconReceived(value, now, null)]
            : [];

    /// <summary>True while the draw waits for a value that the programme reads from a drand chain itself.</summary>
    public static bool NeedsDrand(WaveState state) =>
        state is { Stage: WaveStage.Closed, Sealing: not null, Beacon: null }
        && Terms(state).Beacon is { Kind: DrawBeaconKind.Drand };

    /// <summary>What the draw waits for: names of witnesses, and "beacon". Empty when it can be drawn.</summary>
    public static ImmutableArray<string> MissingOf(WaveState state)
    {
        if (state is not { Stage: WaveStage.Closed, Sealing: not null, Seed: null }) return [];
        var witnesses = state.Witnesses.Where(witness => witness.Secret is null).Select(witness => witness.Name);
        var lacksBeacon = state.Beacon is null && Terms(state).Beacon is not null;
        return lacksBeacon ? [.. witnesses, "beacon"] : [.. witnesses];
    }

    /// <summary>When a sealed wave is drawn; null while it waits for something without a limit.</summary>
    public static DateTimeOffset? DrawsAt(WaveState state)
    {
        if (MissingOf(state).IsEmpty) return state.Plan.DrawsAt;
        if (Terms(state).IfMissing == MissingSecretRule.Wait) return null;
        var until = state.Sealing!.RevealUntil;
        return until > state.Plan.DrawsAt ? until : state.Plan.DrawsAt;
    }

    /// <summary>The terms of a wave's plan.</summary>
    public static DrawTerms Terms(WaveState state) => state.Plan.Terms ?? DrawTerms.Default;

    /// <summary>The refusal of invalid terms; null when they are valid.</summary>
    public static Refusal? Validate(DrawTerms terms, WavePlan plan)
    {
        var valid = terms.RevealMinutes is >= 1 and <= RevealMinutesMax
            && (plan.Terms is null || plan.ClosesAt.AddMinutes(terms.RevealMinutes) <= plan.AnnouncesAt)
            && Enum.IsDefined(terms.IfMissing)
            && terms.Beacon switch
            {
                null => true,
                { Kind: DrawBeaconKind.Drand } drand =>
                    DrawSeedRules.ToBytes(drand.Chain) is not null && drand.Round is > 0 && drand.Source is null,
                { Kind: DrawBeaconKind.Typed } typed =>
                    typed.Source is { Length: > 0 and <= TypedLengthMax } && typed is { Chain: null, Round: null },
                _ => false,
            };
        return valid ? null : WaveRefusals.TermsInvalid;
    }

    /// <summary>The value of a beacon that was typed in: the hash of the text.</summary>
    public static BeaconValue ValueOfTyped(string text) =>
        new(Convert.ToHexStringLower(DrawSeed.RandomnessOf(text)), null, text);

    private static bool IsTooLate(WaveState state, WaveSealing commitment, DateTimeOffset now) =>
        state.Stage != WaveStage.Closed
        || (Terms(state).IfMissing == MissingSecretRule.DrawWithout && now >= commitment.RevealUntil);
}
