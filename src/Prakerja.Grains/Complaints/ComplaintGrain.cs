using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <inheritdoc cref="IComplaintGrain"/>
[GrainType(TypeName)]
internal sealed class ComplaintGrain(
    RecordingServices services, IGrainKeyReader keys, IOptions<ProgrammeOptions> options)
    : RecordedGrain<ComplaintState, ComplaintEvent>(services), IComplaintGrain
{
    public const string TypeName = "complaint";

    private static readonly Recording<ComplaintState, ComplaintEvent> Stored = new(
        TypeName,
        ComplaintJson.Default.ComplaintState,
        ComplaintEventJson.Default.ComplaintEvent,
        new EventNames<ComplaintEvent>(TypeName).Of,
        ComplaintRules.Fold);

    protected override Recording<ComplaintState, ComplaintEvent> Recording => Stored;

    private string Participant => ComplaintNumber.TryGetParticipant(Key, out var participant)
        ? participant
        : throw new InvalidOperationException("The key of a complaint names its participant.");

    public async Task<Answer<ComplaintView>> File(ComplaintCategory category, FreeText text, RequestId request)
    {
        var before = await keys.ComplaintsOf(Participant);
        return await AnswerInFreeSlot(slot => ComplaintRules.File(
            State, category, text.Reveal(), request, slot, before.Count, Now, options.Value));
    }

    public Task<Answer<ComplaintView>> Answer(string by, FreeText text, bool close) =>
        Answer(ComplaintRules.Answer(State, by, text.Reveal(), close, Now), View);

    public Task<Answer<ComplaintView>> Reopen(FreeText text) =>
        AnswerInFreeSlot(slot => ComplaintRules.Reopen(State, text.Reveal(), slot, Now, options.Value));

    public Task<Answer<ComplaintView>> Withdraw() => Answer(ComplaintRules.Withdraw(State, Now), View);

    public Task<Answer<ComplaintView>> GetComplaint() => Task.FromResult<Answer<ComplaintView>>(
        State is { } state ? ComplaintRules.ViewOf(state, Key, Now) : ComplaintRefusals.NotFound);

    public async Task OnDeadline()
    {
        if (State is { } state) await CommitDueAsync(ComplaintRules.TimePassed(state, Now));
    }

    protected override DateTimeOffset? NextDeadline(ComplaintState state, DateTimeOffset now) =>
        ComplaintRules.NextDeadline(state);

    // Rule C1's limit is held by claims, like a household's slots: a waiting complaint holds one of its participant's
    // five slots, so complaints that are filed at the same moment on different silos cannot become six.
    protected override Commit Complete(
        Commit commit, ComplaintState? before, ComplaintState after, ImmutableArray<ComplaintEvent> events) =>
        (ComplaintRules.SlotOf(before), ComplaintRules.SlotOf(after)) switch
        {
            (null, { } taken) => commit with { Claims = [SlotClaim(taken)] },
            ({ } held, null) => commit with { Released = [SlotClaim(held)] },
            _ => commit,
        };

    private Claim SlotClaim(byte slot)
    {
        if (!ParticipantKey.TryParse(Participant, out var hash))
            throw new InvalidOperationException("The key of a complaint names its participant.");
        return new Claim(ClaimKind.Complaint, hash, slot);
    }

    // A taken claim means that another waiting complaint holds the slot.
    protected override Refusal RefusalOf(CommitRefusal refusal) => refusal.Status == CommitStatus.ClaimTaken
        ? ComplaintRefusals.TooManyWaiting
        : base.RefusalOf(refusal);

    private ComplaintView View(ComplaintState state) => ComplaintRules.ViewOf(state, Key, Now);

    private async Task<Answer<ComplaintView>> AnswerInFreeSlot(Func<byte, Decision<ComplaintEvent>> decide)
    {
        for (byte slot = 1; slot <= ComplaintRules.WaitingMax; slot++)
        {
            var answer = await Answer(decide(slot), View);
            if (answer.Refusal != ComplaintRefusals.TooManyWaiting) return answer;
        }

        return ComplaintRefusals.TooManyWaiting;
    }
}
