using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

[GrainType(TypeName)]
internal sealed partial class ParticipantGrain(ParticipantServices services)
    : RecordedGrain<ParticipantState, ParticipantEvent>(services.Recording), IParticipantGrain
{
    public const string TypeName = ParticipantKey.GrainTypeName;

    /// <summary>Deadlines nearer than this get a timer while the grain is active.</summary>
    private static readonly TimeSpan TimerHorizon = TimeSpan.FromMinutes(10);

    private static readonly Recording<ParticipantState, ParticipantEvent> Stored = new(
        TypeName,
        ParticipantJson.Default.ParticipantState,
        ParticipantJson.Default.ParticipantEvent,
        new EventNames<ParticipantEvent>(TypeName).Of,
        ParticipantFold.Fold,
        new RequestMemory<ParticipantState>(AnsweredRequest.Find, AnsweredRequest.Add));

    private IGrainTimer? deadlineTimer;

    /// <summary>
    /// The outcome of the application for a wave, once no redraw can change it. The wave is kept with it, because a
    /// dashboard can still ask for one wave while the next one is joined.
    /// </summary>
    private (int Wave, NotSelectedReason? Reason) outcome;

    protected override Recording<ParticipantState, ParticipantEvent> Recording => Stored;

    private ProgrammeOptions Options => services.Options;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        SetDeadlineTimer();
    }

    public Task<Answer<Done>> Register(ParticipantCommand.Register command) => Handle(command);

    public Task<Answer<Done>> RequestCode(ParticipantCommand.RequestCode command) => Handle(command);

    public Task<Answer<Done>> ConfirmEmail(OneTimeCodeInput code) =>
        Handle(new ParticipantCommand.UseCode(CodePurpose.ConfirmEmail, Matches(CodePurpose.ConfirmEmail, code)));

    public Task<Answer<Done>> GiveUpEmail() => Handle(new ParticipantCommand.GiveUpEmail());

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
        if (EndedSession() is { } ended) return ended;
        if (await services.Waves.FindAsync(wave) is not { } schedule) return WaveRefusals.Unknown;
        if (await LearnOutcome() is { } notLearned) return notLearned;
        return await Handle(
            new ParticipantCommand.JoinWave(schedule),
            state => ParticipantViews.Application(state, schedule, null, Now)!,
            request,
            ParticipantJson.Default.ApplicationView);
    }

    /// <summary>
    /// Takes the reserved slot and a new card number; while another grain holds the number, a next one.
    /// </summary>
    public async Task<Answer<Done>> AwardSlot(int wave, byte slot)
    {
        Answer<Done> answer;
        do
        {
            answer = await Handle(new ParticipantCommand.GrantCard(wave, CardNumber.Random(), slot));
        }
        while (answer.Refusal == ParticipantRefusals.CardNumberTaken);

        return answer;
    }

    /// <summary>
    /// Takes the household's first free slot and a new card number. When another grain holds the candidate, the next
    /// one is tried. When all slots are taken the household is full, whatever the draw assumed (E4).
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
        State is not { } state ? ParticipantRefusals.Unknown
        : EndedSession() is { } ended ? ended
        : state.Profile);

    public async Task<Answer<DashboardView>> GetDashboard()
    {
        if (State is not { } stored) return ParticipantRefusals.Unknown;
        if (EndedSession() is { } ended) return ended;
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

    public Task<Answer<CardMoneyView>> GetAccount() => Task.FromResult<Answer<CardMoneyView>>(State is { } state
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
        if (State is { } state) await CommitDueAsync(ParticipantRules.TimePassed(state, Now, Options));
    }

    protected override DateTimeOffset? NextDeadline(ParticipantState state, DateTimeOffset now) =>
        ParticipantRules.NextDeadline(state, now, Options);

    protected override Commit Complete(
        Commit commit,
        ParticipantState? before,
        ParticipantState after,
        ImmutableArray<ParticipantEvent> events) =>
        ParticipantCommits.Complete(commit, before, after, events, services.Identity);

    protected override Refusal RefusalOf(CommitRefusal refusal) => ParticipantCommits.RefusalOf(refusal);

    protected override void OnCommitted() => SetDeadlineTimer();

    private async Task OnTimer()
    {
        try
        {
            await OnDeadline();
        }
        catch (StoreUnavailableException)
        {
            // The deadline stays in the due table, whose partition calls again until it is committed.
        }
    }

    private Task<Answer<Done>> Handle(ParticipantCommand command, RequestId? request = null) =>
        Handle(command, static _ => default(Done), request, ParticipantJson.Default.Done);

    private Task<Answer<T>> Handle<T>(
        ParticipantCommand command,
        Func<ParticipantState, T> view,
        RequestId? request = null,
        JsonTypeInfo<T>? json = null) => EndedSession() is { } ended
            ? Task.FromResult<Answer<T>>(ended)
            : Answer(ParticipantRules.Decide(State, command, Now, Options), view, request, json);

    /// <summary>
    /// Commits the outcome of the last wave, which must be in the state before another wave is joined or the profile is
    /// changed (A2). After it a redraw can no longer select the participant.
    /// </summary>
    private async Task<Refusal?> LearnOutcome()
    {
        if (State is not { Application: Application.Waiting waiting } state) return null;
        var wave = await services.Waves.FindAsync(waiting.Wave);
        if (await OutcomeOf(waiting, wave, state.Profile.Household) is not { } reason) return null;
        return (await Handle(new ParticipantCommand.LearnOutcome(waiting.Wave, reason))).Refusal;
    }

    private async ValueTask<NotSelectedReason?> OutcomeOf(
        Application.Waiting waiting, WaveSchedule? wave, KeyedHash household)
    {
        if (outcome.Wave == waiting.Wave && outcome.Reason is { } told) return told;
        if (wave is not { Stage: WaveStage.Announced }) return null;
        var hash = ParticipantKey.TryParse(Key, out var parsed) ? parsed : default;
        var reason = wave.Attempt is { } attempt
            ? await services.Outcomes.FindReasonAsync(wave.Number, attempt, wave.HasRedraws, hash)
            : await EarlierOutcomeOf(waiting, wave, household, hash);
        // Before that a redraw can still select this participant.
        if (wave.IsSettled) outcome = (waiting.Wave, reason);
        return reason;
    }

    /// <summary>The outcome in a wave that an earlier version drew: its roll grains have it.</summary>
    private Task<NotSelectedReason?> EarlierOutcomeOf(
        Application.Waiting waiting, WaveSchedule wave, KeyedHash household, KeyedHash participant)
    {
        var partition = ApplicationRules.RollPartitionOf(household, wave.RollPartitions);
        var roll = GrainFactory.GetGrain<IWaveRollGrain>(WaveRollKey.Of(wave.Number, partition));
        return roll.OutcomeOf(participant, waiting.Province, waiting.Tier);
    }

    private bool Matches(CodePurpose purpose, OneTimeCodeInput typed) =>
        State is { } state
        && SignUpRules.InForce(state, purpose) is { } code
        && typed.Is(OneTimeCodes.DigitsOf(services.Identity, Key, purpose, code.Number));

    private static Func<ParticipantState, PurchaseView> PurchaseOf(int number) => state =>
        ParticipantViews.Purchase(state, TrainingRules.Find(state, number)!);

    private static Func<ParticipantState, TrainingView> TrainingOf(RedeemCode code) => state =>
        ParticipantViews.Training(TrainingRules.Find(state, code)!);

    private IncentivesView IncentivesNow(ParticipantState state) =>
        ParticipantViews.Incentives(state, Now, Options)!;

    /// <summary>
    /// Sets a timer for a near deadline. The due table calls this grain about a second after its deadline; the timer
    /// lets a participant on the page see the change at once. A timer costs memory, and a million participants are
    /// active at closing, so distant deadlines get none.
    /// </summary>
    private void SetDeadlineTimer()
    {
        deadlineTimer?.Dispose();
        deadlineTimer = null;
        var now = Now;
        if (State is not { } state || NextDeadline(state, now) is not { } at || at - now > TimerHorizon) return;
        var due = at > now ? at - now : TimeSpan.Zero;
        deadlineTimer = this.RegisterGrainTimer(
            static (self, _) => self.OnTimer(),
            this,
            new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = false });
    }
}
