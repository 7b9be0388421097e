using Prakerja.Load.Arguments;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Progress;

namespace Prakerja.Load.Runs;

/// <summary>Shared data of a run and the operations that all phases use.</summary>
internal sealed class RunContext(
    DriverOptions options,
    Population population,
    JournalFile journal,
    ApiClient client,
    ProgrammeTime time,
    PhaseProgress progress)
{
    // More people than connections, so that people who wait for a message do not leave connections idle.
    private const int PeoplePerConnection = 4;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PollPauseMax = TimeSpan.FromSeconds(1);
    private const double RepeatedShare = 0.08;

    // A few stuck people are reported; more than this means a general failure.
    private const int StuckMax = 20;

    private int stuck;

    public DriverOptions Options => options;

    public Population Population => population;

    public RunHistory History => journal.History;

    public ApiClient Client => client;

    public Operations Operations { get; } = new();

    public ProgrammeTime Time => time;

    public PhaseProgress Progress => progress;

    public IReadOnlyList<Participant> Participants => History.Participants;

    public required Credential Operator { get; init; }

    public Calendar Calendar =>
        History.Calendar ?? throw new InvalidOperationException("The year is not laid out.");

    public void Note(Fact fact) => journal.Note(fact);

    public Choices ChoicesOf(Participant participant) => population.ChoicesOf(participant.Person);

    /// <summary>Runs a phase once in the whole run, even when the run is resumed.</summary>
    public async Task PhaseAsync(string phase, Func<Task> work)
    {
        if (History.IsCompleted(phase)) return;
        await work();
        Note(new Fact.PhaseCompleted(phase));
    }

    /// <summary>As <see cref="PhaseAsync"/>, for a phase of one step that gets a line of its own.</summary>
    public Task StepAsync(string phase, Func<Task> work) => PhaseAsync(phase, () => progress.RunAsync(
        phase,
        total: 1,
        async counter =>
        {
            await work();
            counter.Add();
        }));

    /// <summary>
    /// Runs a phase in which each of these people acts, many in parallel. A stuck person does not stop the others.
    /// </summary>
    public Task PhaseForEachAsync(
        string phase,
        IEnumerable<Participant> participants,
        Func<Participant, CancellationToken, Task> act,
        CancellationToken stop) =>
        PhaseAsync(phase, () => ForEachAsync(phase, participants, act, stop));

    /// <summary>As <see cref="PhaseForEachAsync"/>, for a part of a phase or for repeatable work.</summary>
    public Task ForEachAsync(
        string phase,
        IEnumerable<Participant> participants,
        Func<Participant, CancellationToken, Task> act,
        CancellationToken stop)
    {
        var active = participants.Where(participant => participant.Stuck is null).ToList();
        if (active.Count == 0) return Task.CompletedTask;
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Connections * PeoplePerConnection,
            CancellationToken = stop,
        };
        return progress.RunAsync(phase, active.Count, counter =>
            Parallel.ForEachAsync(active, bounds, async (participant, cancel) =>
            {
                await ActAsync(phase, participant, act, cancel);
                counter.Add();
            }));
    }

    /// <summary>Sends a call with a key. A share of the calls is sent twice; both answers must be the same.</summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> SendOnceAsync(Participant participant, Call call, CancellationToken stop) =>
        await RepeatSomeAsync(participant, call, await client.SendOrThrowAsync(call, stop), stop);

    /// <summary>Sends a share of the successful calls again; the second answer must be the same as the first.</summary>
    public async Task<Reply> RepeatSomeAsync(Participant participant, Call call, Reply reply, CancellationToken stop)
    {
        var question = "repeat " + call.Operation.Name;
        if (!reply.IsSuccess || call.Key is null) return reply;
        if (!population.Random.Happens(RepeatedShare, participant.Person.Index, question)) return reply;
        var again = await client.SendAsync(call, stop);
        var difference = again.Status != reply.Status
            ? $"status {reply.Status}, then {again.Status} {again.Code}"
            : again.Body.AsSpan().SequenceEqual(reply.Body) ? null : "another body";
        Note(new Fact.Repeated(participant.Person.Index, call.Operation.Name, difference));
        return reply;
    }

    /// <summary>Tries a forbidden action: the rule that forbids it must refuse it.</summary>
    public async Task ExpectRefusalAsync(
        Participant participant, ForbiddenAction attempt, Func<Task<Reply>> send)
    {
        if (participant.Attempts.Contains(attempt.Name)) return;
        var reply = await send();
        Note(attempt.Codes.Contains(reply.Code)
            ? new Fact.Refused(participant.Person.Index, attempt.Name, reply.Code)
            : new Fact.NotRefused(participant.Person.Index, attempt.Name, $"{reply.Status} {reply.Code}"));
    }

    public Task ExpectRefusalAsync(
        Participant participant, ForbiddenAction attempt, Call call, CancellationToken stop) =>
        ExpectRefusalAsync(participant, attempt, () => client.SendAsync(call, stop));

    /// <summary>The Idempotency-Key of a step: the same in every run of the driver.</summary>
    public string KeyOf(Participant participant, string step) => $"s{options.Seed}-{participant.Person.Index}-{step}";

    /// <summary>The account of a participant as auditors see it.</summary>
    public Task<CardMoneyView> ReadAccountAsync(string participant, CancellationToken stop) => client.SendAsync(
        Call.Get(Operations.Account, $"/api/v1/management/participants/{participant}/account", Operator),
        Wire.Default.CardMoneyView,
        stop);

    /// <summary>Polls until the condition is true.</summary>
    /// <exception cref="PhaseFailedException">The condition is still false after the time limit.</exception>
    public async Task UntilAsync(string description, Func<Task<bool>> condition, CancellationToken stop)
    {
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(options.TimeoutSeconds);
        var pause = PollPause;
        while (!await condition())
        {
            if (TimeProvider.System.GetUtcNow() > end)
                throw new PhaseFailedException($"Not within {options.TimeoutSeconds} s: {description}.");
            await Task.Delay(pause, stop);
            if (pause < PollPauseMax) pause *= 1.5;
        }
    }

    private async Task ActAsync(
        string phase, Participant participant, Func<Participant, CancellationToken, Task> act, CancellationToken stop)
    {
        try
        {
            await act(participant, stop);
        }
        catch (Exception exception) when (exception is UnexpectedAnswerException or PhaseFailedException)
        {
            Note(new Fact.GotStuck(participant.Person.Index, phase, $"{phase}: {exception.Message}"));
            if (Interlocked.Increment(ref stuck) > StuckMax)
                throw new PhaseFailedException($"{phase}: more than {StuckMax} people got stuck.");
        }
    }
}
