using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <inheritdoc cref="IComplaintGrain"/>
[GrainType(TypeName)]
internal sealed class ComplaintGrain(RecordingServices services, IKeyReader keys, IOptions<ProgrammeOptions> options)
    : RecordedGrain<ComplaintState, ComplaintEvent>(services), IComplaintGrain
{
    public const string TypeName = "complaint";

    private static readonly Recording<ComplaintState, ComplaintEvent> Stored = new(
        TypeName,
        ComplaintJson.Default.ComplaintState,
        ComplaintEventJson.Default.ComplaintEvent,
        new EventNames<ComplaintEvent>(TypeName).Of);

    protected override Recording<ComplaintState, ComplaintEvent> Recording => Stored;

    private string Participant => ComplaintNumber.TryGetParticipant(Key, out var participant)
        ? participant
        : throw new InvalidOperationException("The key of a complaint names its participant.");

    public async Task<Answer<ComplaintView>> File(ComplaintCategory category, FreeText text, RequestId request)
    {
        var before = await keys.ComplaintsOf(Participant);
        return await InAFreeSlot(slot => ComplaintRules.File(
            State, category, text.Reveal(), request, slot, before.Count, Now, options.Value));
    }

    public Task<Answer<ComplaintView>> Answer(string by, FreeText text, bool close) =>
        Carry(ComplaintRules.Answer(State, by, text.Reveal(), close, Now));

    public Task<Answer<ComplaintView>> Reopen(FreeText text) =>
        InAFreeSlot(slot => ComplaintRules.Reopen(State, text.Reveal(), slot, Now, options.Value));

    public Task<Answer<ComplaintView>> Withdraw() => Carry(ComplaintRules.Withdraw(State, Now));

    public Task<Answer<ComplaintView>> GetComplaint() => Task.FromResult<Answer<ComplaintView>>(
        State is { } state ? ComplaintRules.ViewOf(state, Key, Now) : ComplaintRefusals.NotFound);

    public async Task OnDeadline()
    {
        if (State is { } state) await CommitDueAsync(ComplaintRules.TimePassed(state, Now));
    }

    protected override ComplaintState Fold(ComplaintState? state, ComplaintEvent happened) =>
        ComplaintRules.Fold(state, happened);

    protected override DateTimeOffset? NextDeadline(ComplaintState state, DateTimeOffset now) =>
        ComplaintRules.NextDeadline(state);

    // Rule C1's limit is kept by claims, as a household's is: a waiting complaint holds one of its
    // participant's five places, so complaints filed at the same moment on different silos cannot become
    // six.
    protected override Commit Complete(
        Commit commit, ComplaintState? before, ComplaintState after, ImmutableArray<ComplaintEvent> events) =>
        (ComplaintRules.SlotOf(before), ComplaintRules.SlotOf(after)) switch
        {
            (null, { } taken) => commit with { Claims = [PlaceOf(taken)] },
            ({ } held, null) => commit with { Released = [PlaceOf(held)] },
            _ => commit,
        };

    private Claim PlaceOf(byte slot)
    {
        if (!ParticipantKey.TryParse(Participant, out var hash))
            throw new InvalidOperationException("The key of a complaint names its participant.");
        return new Claim(ClaimKind.Complaint, hash, slot);
    }

    private async Task<Answer<ComplaintView>> InAFreeSlot(Func<byte, Decision<ComplaintEvent>> decide)
    {
        for (byte slot = 1; slot <= ComplaintRules.WaitingMax; slot++)
        {
            var decision = decide(slot);
            var notTaken = await CommitAsync(decision.Events);
            if (notTaken is null)
                return decision.Refusal is { } refusal ? refusal : ComplaintRules.ViewOf(State!, Key, Now);
            if (notTaken.Value.Status != CommitStatus.ClaimTaken) return notTaken.Value.ToRefusal();
        }

        return ComplaintRefusals.TooManyWaiting;
    }

    private async Task<Answer<ComplaintView>> Carry(Decision<ComplaintEvent> decision)
    {
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        return ComplaintRules.ViewOf(State!, Key, Now);
    }
}
