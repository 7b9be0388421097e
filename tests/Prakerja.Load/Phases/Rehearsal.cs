using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Reports;

namespace Prakerja.Load.Phases;

/// <summary>What every phase works with, and the few ways in which phases work.</summary>
internal sealed class Rehearsal(
    Options options,
    Population population,
    JournalFile journal,
    ApiClient client,
    ProgrammeTime time,
    Board board)
{
    // More people than connections, so that one who waits for a message keeps nobody from the wire.
    private const int PeoplePerConnection = 4;

    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PollPauseMax = TimeSpan.FromSeconds(1);
    private const double RepeatedShare = 0.08;

    // A few may get stuck and are told of; when it is many, something is wrong with all.
    private const int StuckMax = 20;

    private int stuck;

    public Options Options => options;

    public Population Population => population;

    public RunHistory History => journal.History;

    public ApiClient Client => client;

    public Operations Do { get; } = new();

    public ProgrammeTime Time => time;

    public Board Board => board;

    public IReadOnlyList<Life> Lives => History.Lives;

    public required Credential Operator { get; init; }

    public Calendar Calendar =>
        History.Calendar ?? throw new InvalidOperationException("The year is not laid out.");

    public void Note(Fact fact) => journal.Note(fact);

    public Choices ChoicesOf(Life life) => population.ChoicesOf(life.Person);

    /// <summary>Does something once in the whole run, however often the run is resumed.</summary>
    public async Task PhaseAsync(string phase, Func<Task> work)
    {
        if (History.IsCompleted(phase)) return;
        await work();
        Note(new Fact.PhaseCompleted(phase));
    }

    /// <summary>
    /// A phase in which each of these people acts, many at a time. Who gets stuck leaves the others alone.
    /// </summary>
    public Task EachAsync(
        string phase,
        IEnumerable<Life> who,
        Func<Life, CancellationToken, Task> act,
        CancellationToken stop) =>
        PhaseAsync(phase, () => CrowdAsync(phase, who, act, stop));

    /// <summary>As <see cref="EachAsync"/>, but part of a phase or repeatable.</summary>
    public Task CrowdAsync(
        string phase,
        IEnumerable<Life> who,
        Func<Life, CancellationToken, Task> act,
        CancellationToken stop)
    {
        var lives = who.Where(life => life.Stuck is null).ToList();
        if (lives.Count == 0) return Task.CompletedTask;
        var bounds = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Connections * PeoplePerConnection,
            CancellationToken = stop,
        };
        return board.RunAsync(phase, lives.Count, counter =>
            Parallel.ForEachAsync(lives, bounds, async (life, cancel) =>
            {
                await ActAsync(phase, life, act, cancel);
                counter.Add();
            }));
    }

    /// <summary>Sends what has a key; a share of it twice, and then both answers must be the same.</summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> OnceAsync(Life life, Call call, CancellationToken stop) =>
        await RepeatAsync(life, call, await client.DemandAsync(call, stop), stop);

    /// <summary>Sends a share of what was done again; the answer must be the same as the first.</summary>
    public async Task<Reply> RepeatAsync(Life life, Call call, Reply reply, CancellationToken stop)
    {
        var question = "repeat " + call.Operation.Name;
        if (!reply.IsSuccess || call.Key is null) return reply;
        if (!population.Chance.Happens(RepeatedShare, life.Person.Index, question)) return reply;
        var again = await client.SendAsync(call, stop);
        var difference = again.Status != reply.Status
            ? $"status {reply.Status}, then {again.Status} {again.Code}"
            : again.Body.AsSpan().SequenceEqual(reply.Body) ? null : "another body";
        Note(new Fact.Repeated(life.Person.Index, call.Operation.Name, difference));
        return reply;
    }

    /// <summary>
    /// Tries what the programme forbids: it must be refused, and by the rule that forbids it.
    /// </summary>
    public async Task MustBeRefusedAsync(
        Life life, Forbidden attempt, Func<Task<Reply>> send)
    {
        if (life.Attempts.Contains(attempt.Name)) return;
        var reply = await send();
        Note(attempt.Codes.Contains(reply.Code)
            ? new Fact.Refused(life.Person.Index, attempt.Name, reply.Code)
            : new Fact.NotRefused(life.Person.Index, attempt.Name, $"{reply.Status} {reply.Code}"));
    }

    public Task MustBeRefusedAsync(Life life, Forbidden attempt, Call call, CancellationToken stop) =>
        MustBeRefusedAsync(life, attempt, () => client.SendAsync(call, stop));

    /// <summary>The key of a step: the same in every run of the driver.</summary>
    public string KeyOf(Life life, string step) => $"s{options.Seed}-{life.Person.Index}-{step}";

    /// <summary>A participant's money, as auditors see it.</summary>
    public Task<AccountView> ReadAccountAsync(string participant, CancellationToken stop) => client.SendAsync(
        Call.Get(Do.Account, $"/api/v1/management/participants/{participant}/account", Operator),
        Wire.Default.AccountView,
        stop);

    /// <summary>Asks until it is so.</summary>
    /// <exception cref="PhaseFailedException">
    /// It is still not so when the driver's patience is over.
    /// </exception>
    public async Task UntilAsync(string what, Func<Task<bool>> isSo, CancellationToken stop)
    {
        var end = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(options.PatienceSeconds);
        var pause = PollPause;
        while (!await isSo())
        {
            if (TimeProvider.System.GetUtcNow() > end)
                throw new PhaseFailedException($"Not within {options.PatienceSeconds} s: {what}.");
            await Task.Delay(pause, stop);
            if (pause < PollPauseMax) pause *= 1.5;
        }
    }

    private async Task ActAsync(
        string phase, Life life, Func<Life, CancellationToken, Task> act, CancellationToken stop)
    {
        try
        {
            await act(life, stop);
        }
        catch (Exception exception) when (exception is UnexpectedAnswerException or PhaseFailedException)
        {
            Note(new Fact.GotStuck(life.Person.Index, phase, $"{phase}: {exception.Message}"));
            if (Interlocked.Increment(ref stuck) > StuckMax)
                throw new PhaseFailedException($"{phase}: more than {StuckMax} people got stuck.");
        }
    }
}

/// <summary>A phase that cannot come to its end, or for one person cannot.</summary>
internal sealed class PhaseFailedException(string message) : Exception(message);
