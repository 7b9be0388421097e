using System.Security.Cryptography;
using System.Text;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using static System.FormattableString;

namespace Prakerja.Load.Runs;

/// <summary>
/// The witnesses of the draws. They register the hash of a secret before a wave closes, and reveal it after they have
/// seen the commitment. In the second wave one more registers and never reveals.
/// </summary>
internal sealed class Witnesses(RunContext context, RehearsalClock clock)
{
    /// <summary>Names of keys in the journal, in the order in which they register.</summary>
    public static IReadOnlyList<string> Names { get; } = ["witness-1", "witness-2", Absent];

    private const string Absent = "witness-absent";

    private Operation Manage => context.Operations.Manage;

    /// <summary>The rule of a wave's plan for a secret that does not come.</summary>
    public DrawTermsBody TermsOf(int wave) =>
        new(wave == context.Calendar.SecondWave ? "drawWithout" : "wait", 60);

    /// <summary>The secrets of a wave in the order of its commitment; null for one that is never revealed.</summary>
    public IReadOnlyList<string?> SecretsOf(int wave) =>
        [.. RegisteredIn(wave).Select(name => name == Absent ? null : SecretOf(name, wave))];

    public async Task RegisterAsync(int wave, CancellationToken stop)
    {
        foreach (var name in RegisteredIn(wave))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(SecretOf(name, wave))));
            var call = Call.Post(Manage, PathOf(wave, "witness"), KeyOf(name))
                .With(new WitnessBody(hash), Wire.Default.WitnessBody);
            await context.Client.SendOrThrowAsync(call, stop);
        }
    }

    /// <summary>Waits for the commitment and keeps its hash, before any secret is revealed.</summary>
    public Task SeeCommitmentAsync(int wave, CancellationToken stop) => context.UntilAsync(
        $"the commitment of wave {wave}",
        async () =>
        {
            var call = Call.Get(context.Operations.Public, $"/api/v1/waves/{wave}/commitment", Credential.None);
            var reply = await context.Client.SendAsync(call, stop);
            if (reply.Code is "draw.not_sealed") return false;
            if (!reply.IsSuccess) throw new UnexpectedAnswerException(call, reply);
            context.Note(new Fact.CommitmentSeen(wave, Convert.ToHexStringLower(SHA256.HashData(reply.Body))));
            return true;
        },
        stop);

    /// <summary>Each witness reveals some time after the one before.</summary>
    public async Task RevealAsync(int wave, DateTimeOffset closesAt, CancellationToken stop)
    {
        var at = closesAt;
        foreach (var name in RegisteredIn(wave).Where(name => name != Absent))
        {
            at += Calendar.RevealAfter;
            await clock.MoveToAsync(at, stop);
            var call = Call.Post(Manage, PathOf(wave, "reveals"), KeyOf(name))
                .With(new RevealBody(SecretOf(name, wave)), Wire.Default.RevealBody);
            var reply = await context.Client.SendAsync(call, stop);
            // The answer was lost, or this run was stopped before it noted the phase.
            if (reply.Code is not "draw.already_revealed" && !reply.IsSuccess)
                throw new UnexpectedAnswerException(call, reply);
        }
    }

    private IEnumerable<string> RegisteredIn(int wave) =>
        Names.Where(name => name != Absent || wave == context.Calendar.SecondWave);

    private Credential.Key KeyOf(string name) => new(
        context.History.KeyOf(name) ?? throw new InvalidOperationException($"There is no {name}."));

    // Made from the seed, so that a resumed run reveals what the stopped run registered.
    private string SecretOf(string name, int wave) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Invariant($"secret of {name} in wave {wave}, seed {context.Options.Seed}"))));

    private static string PathOf(int wave, string what) => $"/api/v1/management/waves/{wave}/{what}";
}
