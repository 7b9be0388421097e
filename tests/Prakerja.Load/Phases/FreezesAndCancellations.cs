using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>M1: management freezes and unfreezes cards, and cancels them with two people.</summary>
internal sealed class FreezesAndCancellations(RunContext context, Shopping shopping)
{
    private Credential Approver => new Credential.Key(
        context.History.KeyOf(Setup.Approver) ?? throw new InvalidOperationException("There is no approver."));

    /// <summary>Before any purchase: some cards are frozen and some cancelled; neither may buy afterwards.</summary>
    public async Task BeforeBuyingAsync(int wave, CancellationToken stop)
    {
        var frozen = ParticipantsWith(wave, CardPlan.FrozenAndUnfrozen);
        var cancelled = ParticipantsWith(wave, CardPlan.CancelledUnspent);
        await shopping.RequestCodesAsync("Ask for codes before the hold", [.. frozen, .. cancelled], stop);
        await context.PhaseForEachAsync($"Freeze, wave {wave}", frozen, FreezeAsync, stop);
        await context.PhaseForEachAsync($"Cancel with four eyes, wave {wave}", cancelled, CancelAsync, stop);
        await shopping.ExpectPurchaseRefusalAsync(
            $"Buy in spite of it, wave {wave}", ForbiddenAction.BuyingWithAHeldCard, [.. frozen, .. cancelled], stop);
    }

    public Task UnfreezeAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Free the frozen, wave {wave}", ParticipantsWith(wave, CardPlan.FrozenAndUnfrozen), UnfreezeAsync, stop);

    /// <summary>After the code was redeemed: spent money stays spent, the rest returns to the state.</summary>
    public Task CancelInTrainingAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Cancel in training, wave {wave}", ParticipantsWith(wave, CardPlan.CancelledInTraining), CancelAsync, stop);

    /// <summary>Freezes after the training, so that incentives wait.</summary>
    public Task FreezeInTrainingAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Freeze in training, wave {wave}", ParticipantsWith(wave, CardPlan.FrozenInTraining), FreezeAsync, stop);

    /// <summary>Unfreezes, so that waiting incentives are paid.</summary>
    public Task UnfreezeAfterTrainingAsync(CancellationToken stop) => context.PhaseForEachAsync(
        "Free who was frozen in training",
        context.Participants.Where(participant => participant.IsFrozen),
        UnfreezeAsync,
        stop);

    private List<Participant> ParticipantsWith(int wave, CardPlan plan) =>
        [.. context.Participants.Where(
            participant => participant.Award?.Wave == wave && participant.Person.CardPlan == plan)];

    private async Task FreezeAsync(Participant participant, CancellationToken stop)
    {
        if (participant.IsFrozen || !participant.HasLiveCard) return;
        await context.SendOnceAsync(
            participant, ManagementCall(participant, "freeze", "Laporan penyalahgunaan kartu."), stop);
        context.Note(new Fact.Held(participant.Person.Index, Frozen: true));
    }

    private async Task UnfreezeAsync(Participant participant, CancellationToken stop)
    {
        if (!participant.IsFrozen) return;
        await context.SendOnceAsync(
            participant, ManagementCall(participant, "unfreeze", "Laporan tidak terbukti."), stop);
        context.Note(new Fact.Held(participant.Person.Index, Frozen: false));
    }

    private async Task CancelAsync(Participant participant, CancellationToken stop)
    {
        if (!participant.HasLiveCard) return;
        await context.SendOnceAsync(
            participant, ManagementCall(participant, "cancellation", "Pelanggaran ketentuan program."), stop);
        await context.ExpectRefusalAsync(
            participant, ForbiddenAction.ApprovingOnesOwn, DecisionCall(participant, context.Operator, "self"), stop);
        await context.SendOnceAsync(participant, DecisionCall(participant, Approver, "other"), stop);
        context.Note(new Fact.CardEnded(participant.Person.Index, CardEnd.Cancelled));
    }

    private Call ManagementCall(Participant participant, string action, string reason) =>
        Call.Post(
            context.Operations.Manage, PathOf(
                participant, action), context.Operator, context.KeyOf(participant, action))
            .With(new ReasonBody(reason), Wire.Default.ReasonBody);

    private Call DecisionCall(Participant participant, Credential by, string decider) =>
        Call.Post(
            context.Operations.Manage,
            PathOf(participant, "cancellation/decision"),
            by,
            context.KeyOf(participant, "decide-" + decider))
            .With(new DecisionBody(Approve: true), Wire.Default.DecisionBody);

    private static string PathOf(Participant participant, string action) =>
        $"/api/v1/management/participants/{participant.Key}/{action}";
}
