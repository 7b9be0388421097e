using Microsoft.Extensions.Options;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>The services that all attempts to sign up of a silo use.</summary>
public sealed class SignUpServices(
    RecordingServices recording, IIdentityRegistry registry, IdentityKey identity, IOptions<ProgrammeOptions> options)
{
    public RecordingServices Recording => recording;

    public IIdentityRegistry Registry => registry;

    public IdentityKey Identity => identity;

    public ProgrammeOptions Options { get; } = options.Value;
}

/// <inheritdoc cref="ISignUpAttemptGrain"/>
[GrainType(TypeName)]
internal sealed class SignUpAttemptGrain(SignUpServices services)
    : RecordedGrain<SignUpAttemptState, SignUpAttemptEvent>(services.Recording), ISignUpAttemptGrain
{
    public const string TypeName = "sign-up";

    private static readonly Recording<SignUpAttemptState, SignUpAttemptEvent> Stored = new(
        TypeName,
        SignUpAttemptJson.Default.SignUpAttemptState,
        SignUpAttemptJson.Default.SignUpAttemptEvent,
        new EventNames<SignUpAttemptEvent>(TypeName).Of,
        SignUpAttemptRules.Fold);

    protected override Recording<SignUpAttemptState, SignUpAttemptEvent> Recording => Stored;

    private ProgrammeOptions Options => services.Options;

    public async Task<Answer<DateTimeOffset>> Start(Profile profile, SignUpSecret secret, KeyedHash source)
    {
        var participant = ParticipantKey.Of(profile.Nik, services.Identity);
        var decision = SignUpAttemptRules.Start(State, participant, profile, secret, Now);
        return await RefusedByPhone(decision, profile.Phone, source) is { } refusal
            ? refusal
            : await Answer(decision, state => SignUpAttemptRules.LapsesAt(state, Options)!.Value);
    }

    public async Task<Answer<Done>> SendCode(SignUpSecret secret, KeyedHash source)
    {
        var decision = SignUpAttemptRules.SendCode(State, secret, Now, Options);
        return State?.Profile is { Phone: var phone }
            && await RefusedByPhone(decision, phone, source) is { } refusal
                ? refusal
                : await Answer(decision, static _ => default(Done));
    }

    public async Task<Answer<string>> Verify(SignUpSecret secret, OneTimeCodeInput code)
    {
        var decision = SignUpAttemptRules.UseCode(State, secret, Matches(code), Now, Options);
        var proven = await Answer(decision, static state => state.Participant);
        return proven.Refusal is null && State is { Profile: { } profile } state
            ? await Finish(state, profile)
            : proven;
    }

    public Task<Contact?> GetContact() => Task.FromResult(
        State?.Profile is { } profile ? new Contact(profile.Name, profile.Phone, profile.Email) : null);

    public async Task OnDeadline()
    {
        if (State is { } state)
            await CommitDueAsync(SignUpAttemptRules.TimePassed(state, Now, Options).Events);
    }

    protected override DateTimeOffset? NextDeadline(SignUpAttemptState state, DateTimeOffset now) =>
        SignUpAttemptRules.LapsesAt(state, Options);

    /// <summary>
    /// Registers the participant, then ends the attempt. After a crash between the two commits the same code, or a new
    /// one, finds the participant with the same profile: that is the same success.
    /// </summary>
    private async Task<Answer<string>> Finish(SignUpAttemptState state, Profile profile)
    {
        var refusal = await Register(state.Participant, profile);
        return await Answer(SignUpAttemptRules.Finish(state, refusal), static after => after.Participant);
    }

    private async Task<Refusal?> Register(string participant, Profile profile)
    {
        var question = new IdentityQuestion(profile.Nik, profile.Name, profile.BirthDate, profile.FamilyCard);
        var answer = await services.Registry.CheckAsync(question, CancellationToken.None);
        if (answer == IdentityAnswer.Mismatch) return SignUpRefusals.IdentityMismatch;
        if (answer == IdentityAnswer.Unavailable) return SignUpRefusals.IdentityUnavailable;
        var command = new ParticipantCommand.Register(profile, answer == IdentityAnswer.Match);
        return (await GrainFactory.GetParticipant(participant).Register(command)).Refusal;
    }

    private async ValueTask<Refusal?> RefusedByPhone(
        Decision<SignUpAttemptEvent> decision, PhoneNumber phone, KeyedHash source) =>
        decision.Refusal is null ? await GrainFactory.CountCodeTo(phone, source, services.Identity) : null;

    private bool Matches(OneTimeCodeInput typed) => State?.Code is { } code
        && typed.Is(OneTimeCodes.DigitsOf(services.Identity, Key, CodePurpose.VerifyPhone, code.Number));
}
