using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>M1: management freezes, frees and, with four eyes, cancels.</summary>
internal sealed class Holds(Rehearsal rehearsal, Shopping shopping)
{
    private Credential Approver => new Credential.Key(
        rehearsal.History.KeyOf(Setup.Approver) ?? throw new InvalidOperationException("There is no approver."));

    /// <summary>
    /// Before anything is bought: some are frozen, some cancelled; neither may buy after it.
    /// </summary>
    public async Task BeforeBuyingAsync(int wave, CancellationToken stop)
    {
        var frozen = Of(wave, Fate.FrozenAndFreed);
        var cancelled = Of(wave, Fate.CancelledUnspent);
        await shopping.AskForCodesAsync("Ask for codes before the hold", [.. frozen, .. cancelled], stop);
        await rehearsal.EachAsync($"Freeze, wave {wave}", frozen, FreezeAsync, stop);
        await rehearsal.EachAsync($"Cancel with four eyes, wave {wave}", cancelled, CancelAsync, stop);
        await shopping.MustNotBuyAsync(
            $"Buy in spite of it, wave {wave}", Forbidden.BuyingWithAHeldCard, [.. frozen, .. cancelled], stop);
    }

    public Task FreeAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Free the frozen, wave {wave}", Of(wave, Fate.FrozenAndFreed), UnfreezeAsync, stop);

    /// <summary>After the code was redeemed: what was spent stays spent, the rest goes back.</summary>
    public Task CancelInTrainingAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Cancel in training, wave {wave}", Of(wave, Fate.CancelledInTraining), CancelAsync, stop);

    /// <summary>After the training, so that incentives wait.</summary>
    public Task FreezeInTrainingAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Freeze in training, wave {wave}", Of(wave, Fate.FrozenInTraining), FreezeAsync, stop);

    /// <summary>So that what has waited is paid.</summary>
    public Task FreeAfterTrainingAsync(CancellationToken stop) => rehearsal.EachAsync(
        "Free who was frozen in training", rehearsal.Lives.Where(life => life.IsFrozen), UnfreezeAsync, stop);

    private List<Life> Of(int wave, Fate fate) =>
        [.. rehearsal.Lives.Where(life => life.Award?.Wave == wave && life.Person.Fate == fate)];

    private async Task FreezeAsync(Life life, CancellationToken stop)
    {
        if (life.IsFrozen || !life.HasLiveCard) return;
        await rehearsal.OnceAsync(life, Say(life, "freeze", "Laporan penyalahgunaan kartu."), stop);
        rehearsal.Note(new Fact.Held(life.Person.Index, Frozen: true));
    }

    private async Task UnfreezeAsync(Life life, CancellationToken stop)
    {
        if (!life.IsFrozen) return;
        await rehearsal.OnceAsync(life, Say(life, "unfreeze", "Laporan tidak terbukti."), stop);
        rehearsal.Note(new Fact.Held(life.Person.Index, Frozen: false));
    }

    private async Task CancelAsync(Life life, CancellationToken stop)
    {
        if (!life.HasLiveCard) return;
        await rehearsal.OnceAsync(life, Say(life, "cancellation", "Pelanggaran ketentuan program."), stop);
        await rehearsal.MustBeRefusedAsync(
            life, Forbidden.ApprovingOnesOwn, Decide(life, rehearsal.Operator, "self"), stop);
        await rehearsal.OnceAsync(life, Decide(life, Approver, "other"), stop);
        rehearsal.Note(new Fact.CardEnded(life.Person.Index, CardEnd.Cancelled));
    }

    private Call Say(Life life, string what, string reason) =>
        Call.Post(rehearsal.Do.Manage, PathOf(life, what), rehearsal.Operator, rehearsal.KeyOf(life, what))
            .With(new ReasonBody(reason), Wire.Default.ReasonBody);

    private Call Decide(Life life, Credential by, string who) =>
        Call.Post(
            rehearsal.Do.Manage,
            PathOf(life, "cancellation/decision"),
            by,
            rehearsal.KeyOf(life, "decide-" + who))
            .With(new DecisionBody(Approve: true), Wire.Default.DecisionBody);

    private static string PathOf(Life life, string what) =>
        $"/api/v1/management/participants/{life.Participant}/{what}";
}
