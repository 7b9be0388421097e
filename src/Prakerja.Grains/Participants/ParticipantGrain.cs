using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>What all participants of a silo share; one field in each of a million grains.</summary>
public sealed class ParticipantServices(
    RecordingServices recording, WaveScheduleCache waves, IdentityKey identity, IOptions<ProgrammeOptions> options)
{
    public RecordingServices Recording => recording;

    public WaveScheduleCache Waves => waves;

    public IdentityKey Identity => identity;

    public ProgrammeOptions Options { get; } = options.Value;
}

[GrainType(TypeName)]
internal sealed class ParticipantGrain(ParticipantServices services)
    : RecordedGrain<ParticipantState, ParticipantEvent>(services.Recording), IParticipantGrain
{
    public const string TypeName = ParticipantKey.GrainTypeName;

    /// <summary>Deadlines nearer than this get a timer of their own while the person is on the page.</summary>
    private static readonly TimeSpan TimerHorizon = TimeSpan.FromMinutes(10);

    private static readonly Recording<ParticipantState, ParticipantEvent> Stored = new(
        TypeName,
        ParticipantJson.Default.ParticipantState,
        ParticipantJson.Default.ParticipantEvent,
        new EventNames<ParticipantEvent>(TypeName).Of);

    private IGrainTimer? timer;
    private WaveSchedule? joining;

    /// <summary>
    /// The outcome of the application for a wave once it was told; it does not change any more. With the wave, because a
    /// dashboard may still be asking for one wave while the next is joined.
    /// </summary>
    private (int Wave, SetAsideReason? Reason) outcome;

    protected override Recording<ParticipantState, ParticipantEvent> Recording => Stored;

    private ProgrammeOptions Options => services.Options;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        WatchDeadline();
    }

    public async Task<Answer<Done>> SignUp(ParticipantCommand.SignUp command)
    {
        // Counted by phone as well: until it is verified it may be a stranger's, and made-up people have no end.
        if (ParticipantRules.Decide(State, command, Now, Options).Refusal is null
            && !await GrainFactory.MayBeSentTo(command.Profile.Phone, services.Identity))
            return ParticipantRefusals.TooManyCodes;
        return await Handle(command);
    }

    public Task<Answer<Done>> RequestCode(ParticipantCommand.RequestCode command) => Handle(command);

    public Task<Answer<Done>> VerifyPhone(OneTimeCodeInput code) =>
        Handle(new ParticipantCommand.UseCode(CodePurpose.VerifyPhone, Matches(CodePurpose.VerifyPhone, code)));

    public Task<Answer<Done>> LogIn(OneTimeCodeInput code) =>
        Handle(new ParticipantCommand.UseCode(CodePurpose.LogIn, Matches(CodePurpose.LogIn, code)));

    public Task<Answer<Done>> LogInElsewhere(OneTimeCodeInput code) => Handle(new ParticipantCommand.UseCode(
        CodePurpose.LogInElsewhere, Matches(CodePurpose.LogInElsewhere, code)));

    public async Task<Answer<Profile>> ChangeProfile(ParticipantCommand.ChangeProfile command) =>
        await LearnOutcome() is { } notLearned ? notLearned : await Handle(command, state => state.Profile);

    public Task<Answer<TestView>> StartTest() =>
        Handle(new ParticipantCommand.StartTest(), state => ParticipantViews.Test(state, Options));

    public Task<Answer<TestView>> AnswerTest(ParticipantCommand.AnswerTest command) =>
        Handle(command, state => ParticipantViews.Test(state, Options));

    public async Task<Answer<ApplicationView>> Join(int wave, RequestId? request)
    {
        if (await services.Waves.FindAsync(wave) is not { } schedule) return WaveRefusals.Unknown;
        if (await LearnOutcome() is { } notLearned) return notLearned;
        joining = schedule;
        return await Handle(
            new ParticipantCommand.JoinWave(schedule),
            state => ParticipantViews.Application(state, schedule, null, Now)!,
            request,
            ParticipantJson.Default.ApplicationView);
    }

    /// <summary>
    /// Takes a household's first free slot and a new card number; what another holds already is met by the next
    /// candidate. Once all slots are taken the household is full, whatever the draw believed (E4).
    /// </summary>
    public async Task<Answer<Done>> Award(int wave)
    {
        byte slot = 1;
        while (slot <= Options.RecipientsPerHousehold)
        {
            var answer = await Handle(new ParticipantCommand.GrantCard(wave, CardNumber.Random(), slot));
            if (answer.Refusal == AwardRefusals.HouseholdFull) slot++;
            else if (answer.Refusal != ParticipantRefusals.CardNumberTaken) return answer;
        }

        return AwardRefusals.HouseholdFull;
    }

    public Task<Answer<VideosView>> WatchVideo(ParticipantCommand.WatchVideo command) =>
        Handle(command, state => ParticipantViews.Videos(state, Options)!);

    public Task<Answer<PurchaseView>> Buy(CourseOffer offer, string platform, OneTimeCodeInput code, RequestId request)
    {
        var command = new ParticipantCommand.BuyCourse(
            offer, platform, RedeemCode.Random(), Matches(CodePurpose.Purchase, code));
        return Handle(
            command,
            state => ParticipantViews.Purchase(state, state.Purchases[^1]),
            request,
            ParticipantJson.Default.PurchaseView);
    }

    public Task<Answer<PurchaseView>> CancelPurchase(ParticipantCommand.CancelPurchase command, RequestId request) =>
        Handle(command, PurchaseOf(command.Purchase), request, ParticipantJson.Default.PurchaseView);

    public Task<Answer<TrainingView>> Redeem(ParticipantCommand.Redeem command, RequestId request) =>
        Handle(command, TrainingOf(command.Code), request, ParticipantJson.Default.TrainingView);

    public Task<Answer<PurchaseView>> TakePreTest(ParticipantCommand.TakePreTest command) =>
        Handle(command, PurchaseOf(command.Purchase));

    public Task<Answer<TrainingView>> Complete(ParticipantCommand.CompleteTraining command, RequestId request) =>
        Handle(command, TrainingOf(command.Code), request, ParticipantJson.Default.TrainingView);

    public Task<Answer<TrainingView>> Certify(ParticipantCommand.IssueCertificate command, RequestId request) =>
        Handle(command, TrainingOf(command.Code), request, ParticipantJson.Default.TrainingView);

    public Task<Answer<PurchaseView>> Review(ParticipantCommand.ReviewCourse command, RequestId request) =>
        Handle(command, PurchaseOf(command.Purchase), request, ParticipantJson.Default.PurchaseView);

    public Task<Answer<IncentivesView>> LinkWallet(ParticipantCommand.LinkWallet command, RequestId request) =>
        Handle(command, IncentivesNow, request, ParticipantJson.Default.IncentivesView);

    public Task<Answer<Done>> CheckWallet(ParticipantCommand.CheckWallet command, RequestId request) =>
        Handle(command, request);

    public Task<Answer<IncentivesView>> AnswerSurvey(ParticipantCommand.AnswerSurvey command, RequestId request) =>
        Handle(command, IncentivesNow, request, ParticipantJson.Default.IncentivesView);

    public Task<Answer<Done>> ReturnIncentive(ParticipantCommand.ReturnIncentive command, RequestId request) =>
        Handle(command, request);

    public Task<Answer<Done>> Freeze(ParticipantCommand.FreezeCard command, RequestId request) =>
        Handle(command, request);

    public Task<Answer<Done>> Unfreeze(ParticipantCommand.UnfreezeCard command, RequestId request) =>
        Handle(command, request);

    public Task<Answer<Done>> RequestCancellation(
        ParticipantCommand.RequestCancellation command, RequestId request) => Handle(command, request);

    public Task<Answer<Done>> DecideCancellation(
        ParticipantCommand.DecideCancellation command, RequestId request) => Handle(command, request);

    public Task<Answer<Profile>> GetProfile() => Task.FromResult<Answer<Profile>>(
        State is { } state ? state.Profile : ParticipantRefusals.Unknown);

    public async Task<Answer<DashboardView>> GetDashboard()
    {
        if (State is not { } stored) return ParticipantRefusals.Unknown;
        var now = Now;
        var state = ParticipantRules.AsOf(stored, now, Options);
        var application = ParticipantViews.Application(state, null, null, now);
        if (state.Application is Application.Waiting waiting)
        {
            var wave = await services.Waves.FindAsync(waiting.Wave);
            var reason = await OutcomeOf(waiting, wave, state.Profile.Household);
            application = ParticipantViews.Application(state, wave, reason, now);
        }

        return ParticipantViews.Dashboard(Key, state, application, now, Options);
    }

    public Task<Answer<AccountView>> GetAccount() => Task.FromResult<Answer<AccountView>>(State is { } state
        ? ParticipantViews.Account(Key, ParticipantRules.AsOf(state, Now, Options), Version)
        : ParticipantRefusals.Unknown);

    public Task<Answer<TrainingView>> GetTraining(string provider, RedeemCode code)
    {
        if (State is not { } state || TrainingRules.Find(state, code) is not { } purchase)
            return Task.FromResult<Answer<TrainingView>>(ParticipantRefusals.RedeemCodeUnknown);
        return Task.FromResult<Answer<TrainingView>>(purchase.Provider == provider
            ? ParticipantViews.Training(purchase)
            : ParticipantRefusals.OtherProvider);
    }

    public Task<Answer<TrainingView>> CheckRedeemCode(string provider, RedeemCode code) =>
        Task.FromResult(State is { } state
            ? ParticipantViews.RedeemCode(ParticipantRules.AsOf(state, Now, Options), provider, code)
            : ParticipantRefusals.RedeemCodeUnknown);

    public Task<Answer<CertificateView>> GetCertificate(string certificate) =>
        Task.FromResult<Answer<CertificateView>>(
            State is { } state && ParticipantViews.Certificate(state, certificate) is { } view
                ? view
                : ParticipantRefusals.CertificateUnknown);

    public Task<Contact?> GetContact() => Task.FromResult(
        State is { Profile: var profile } ? new Contact(profile.Name, profile.Phone, profile.Email) : null);

    public async Task OnDeadline()
    {
        if (State is { } state && await CommitDueAsync(ParticipantRules.TimePassed(state, Now, Options))) WatchDeadline();
    }

    private async Task OnTimer()
    {
        try
        {
            await OnDeadline();
        }
        catch (StoreUnavailableException)
        {
            // The due table asks again, until it is done.
        }
    }

    protected override ParticipantState Fold(ParticipantState? state, ParticipantEvent happened) =>
        ParticipantFold.One(state, happened);

    protected override DateTimeOffset? NextDeadline(ParticipantState state, DateTimeOffset now) =>
        ParticipantRules.NextDeadline(state, now, Options);

    protected override Commit Complete(
        Commit commit,
        ParticipantState? before,
        ParticipantState after,
        ImmutableArray<ParticipantEvent> events) =>
        ParticipantCommits.Complete(commit, before, after, events, services.Identity, joining);

    private Task<Answer<Done>> Handle(ParticipantCommand command, RequestId? request = null) =>
        Handle(command, static _ => default(Done), request, ParticipantJson.Default.Done);

    private async Task<Answer<T>> Handle<T>(
        ParticipantCommand command,
        Func<ParticipantState, T> view,
        RequestId? request = null,
        JsonTypeInfo<T>? json = null)
    {
        if (request is not null && AnsweredBefore(request) is { } answered)
            return answered.RequestHash == RequestDigest.Of(request.Hash)
                ? JsonSerializer.Deserialize(answered.Answer, json!)!
                : SystemRefusals.KeyReused;

        var decided = ParticipantRules.Decide(State, command, Now, Options);
        var remember = request is not null && decided.Refusal is null
            ? state => Remember(state, request, JsonSerializer.SerializeToUtf8Bytes(view(state), json!))
            : default(Func<ParticipantState, ParticipantState>);
        if (await CommitAsync(decided.Events, remember) is { } notTaken)
            return ParticipantCommits.RefusalOf(notTaken);
        if (!decided.Events.IsEmpty) WatchDeadline();
        return decided.Refusal is { } refusal ? refusal : view(State!);
    }

    private AnsweredRequest? AnsweredBefore(RequestId request)
    {
        if (State is not { Answered: { IsEmpty: false } remembered }) return null;
        var key = RequestDigest.Of(request.Key);
        foreach (var answered in remembered)
        {
            if (answered.Key == key) return answered;
        }

        return null;
    }

    private static ParticipantState Remember(ParticipantState state, RequestId request, byte[] answer) => state with
    {
        Answered =
        [
            .. state.Answered.TakeLast(AnsweredRequest.Limit - 1),
            new(RequestDigest.Of(request.Key), RequestDigest.Of(request.Hash), answer),
        ],
    };

    /// <summary>
    /// Before a new wave can be joined or the profile changed, the last wave's result must be in the state (A2).
    /// </summary>
    private async Task<Refusal?> LearnOutcome()
    {
        if (State is not { Application: Application.Waiting waiting } state) return null;
        var wave = await services.Waves.FindAsync(waiting.Wave);
        if (await OutcomeOf(waiting, wave, state.Profile.Household) is not { } reason) return null;
        return (await Handle(new ParticipantCommand.LearnOutcome(waiting.Wave, reason))).Refusal;
    }

    private async ValueTask<SetAsideReason?> OutcomeOf(
        Application.Waiting waiting, WaveSchedule? wave, KeyedHash household)
    {
        if (outcome.Wave == waiting.Wave && outcome.Reason is { } told) return told;
        if (wave is not { Stage: WaveStage.Announced }) return null;
        var partition = ApplicationRules.RollPartitionOf(household, wave.RollPartitions);
        var roll = GrainFactory.GetGrain<IWaveRollGrain>(WaveRollKey.Of(wave.Number, partition));
        var hash = ParticipantKey.TryParse(Key, out var parsed) ? parsed : default;
        var reason = await roll.OutcomeOf(hash, waiting.Province, waiting.Tier);
        outcome = (waiting.Wave, reason);
        return reason;
    }

    private bool Matches(CodePurpose purpose, OneTimeCodeInput typed)
    {
        if (State is not { } state || SignUpRules.InForce(state, purpose) is not { } code) return false;
        var digits = OneTimeCodes.DigitsOf(services.Identity, Key, purpose, code.Number);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(digits), Encoding.UTF8.GetBytes(typed.Reveal()));
    }

    private static Func<ParticipantState, PurchaseView> PurchaseOf(int number) => state =>
        ParticipantViews.Purchase(state, TrainingRules.Find(state, number)!);

    private static Func<ParticipantState, TrainingView> TrainingOf(RedeemCode code) => state =>
        ParticipantViews.Training(TrainingRules.Find(state, code)!);

    private IncentivesView IncentivesNow(ParticipantState state) =>
        ParticipantViews.Incentives(state, Now, Options)!;

    /// <summary>
    /// The due table wakes this grain within a second or so; a timer of its own lets the person on the page see it at
    /// the moment. Only for near deadlines: a timer costs memory, and a million people are on the page at closing.
    /// </summary>
    private void WatchDeadline()
    {
        timer?.Dispose();
        timer = null;
        var now = Now;
        if (State is not { } state || NextDeadline(state, now) is not { } at || at - now > TimerHorizon) return;
        var due = at > now ? at - now : TimeSpan.Zero;
        timer = this.RegisterGrainTimer(
            static (self, _) => self.OnTimer(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = false });
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ParticipantState))]
[JsonSerializable(typeof(ParticipantEvent))]
[JsonSerializable(typeof(ApplicationView))]
[JsonSerializable(typeof(PurchaseView))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(Done))]
internal sealed partial class ParticipantJson : JsonSerializerContext;
