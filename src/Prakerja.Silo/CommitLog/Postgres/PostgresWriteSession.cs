using System.Collections.Immutable;
using System.Data;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// The connection of a writer. It writes a round of commits (<see cref="CommitRounds"/>) with the SQL function
/// <c>write_commits</c>: one call, one round trip, one transaction. After an exception other than a refused statement
/// (<see cref="PostgresFailure.IsDataError"/>) it must be disposed.
/// </summary>
internal sealed class PostgresWriteSession : IAsyncDisposable
{
    /// <summary>The most events that one call can number: 14 bits (schema, table <c>event_log</c>).</summary>
    public const int MaxEvents = 1 << 14;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private readonly List<string> columnNames = [];
    private int[] order = []; // the place in the call of each commit: commits are written in the order of their keys

    // One element for each commit.
    private readonly List<string> grainTypes;
    private readonly List<string> grainKeys;
    private readonly List<long> expectedVersions;
    private readonly List<byte[]> payloads;
    private readonly List<int> lastEvents;
    private readonly List<bool> movesDeadline;
    private readonly List<short?> duePartitions;
    private readonly List<long?> dueAts;

    // One element for each event.
    private readonly List<int> eventCommits;
    private readonly List<bool> eventBegins;
    private readonly List<string> eventGrainTypes;
    private readonly List<string> eventGrainKeys;
    private readonly List<short> eventPartitions;
    private readonly List<string> eventTypes;
    private readonly List<long> eventAts;
    private readonly List<byte[]> eventPayloads;
    private readonly List<int> eventPlaces;

    // One element for each roll entry.
    private readonly List<int> rollCommits;
    private readonly List<int> rollWaves;
    private readonly List<Guid> rollParticipants;
    private readonly List<int> rollPartitions;
    private readonly List<Guid> rollHouseholds;
    private readonly List<short> rollProvinces;
    private readonly List<short> rollTiers;
    private readonly List<short?> rollSetAsides;
    private readonly List<long> rollAts;

    // One element for each wave with roll entries in this call: the earliest and the latest time of application.
    private readonly List<int> rolls;
    private readonly List<long> rollFirstAts;
    private readonly List<long> rollLastAts;

    private readonly ClaimColumns claims;
    private readonly ClaimColumns released;

    // One element for each gate.
    private readonly List<int> gateCommits;
    private readonly List<int> gateWaves;
    private readonly List<long> gateOpens;
    private readonly List<long> gateCloses;
    private readonly List<bool> gateCloseds;

    private readonly List<Action> clears = [];

    private PostgresWriteSession(NpgsqlConnection connection)
    {
        this.connection = connection;
        command = new NpgsqlCommand { Connection = connection };
        grainTypes = Column<string>("grain_types", NpgsqlDbType.Text);
        grainKeys = Column<string>("grain_keys", NpgsqlDbType.Text);
        expectedVersions = Column<long>("expected_versions", NpgsqlDbType.Bigint);
        payloads = Column<byte[]>("payloads", NpgsqlDbType.Bytea);
        lastEvents = Column<int>("last_events", NpgsqlDbType.Integer);
        movesDeadline = Column<bool>("moves_deadline", NpgsqlDbType.Boolean);
        duePartitions = Column<short?>("due_partitions", NpgsqlDbType.Smallint);
        dueAts = Column<long?>("due_ats", NpgsqlDbType.Bigint);
        eventCommits = Column<int>("event_commits", NpgsqlDbType.Integer);
        eventBegins = Column<bool>("event_begins", NpgsqlDbType.Boolean);
        eventGrainTypes = Column<string>("event_grain_types", NpgsqlDbType.Text);
        eventGrainKeys = Column<string>("event_grain_keys", NpgsqlDbType.Text);
        eventPartitions = Column<short>("event_partitions", NpgsqlDbType.Smallint);
        eventTypes = Column<string>("event_types", NpgsqlDbType.Text);
        eventAts = Column<long>("event_ats", NpgsqlDbType.Bigint);
        eventPayloads = Column<byte[]>("event_payloads", NpgsqlDbType.Bytea);
        eventPlaces = Column<int>("event_places", NpgsqlDbType.Integer);
        rollCommits = Column<int>("roll_commits", NpgsqlDbType.Integer);
        rollWaves = Column<int>("roll_waves", NpgsqlDbType.Integer);
        rollParticipants = Column<Guid>("roll_participants", NpgsqlDbType.Uuid);
        rollPartitions = Column<int>("roll_partitions", NpgsqlDbType.Integer);
        rollHouseholds = Column<Guid>("roll_households", NpgsqlDbType.Uuid);
        rollProvinces = Column<short>("roll_provinces", NpgsqlDbType.Smallint);
        rollTiers = Column<short>("roll_tiers", NpgsqlDbType.Smallint);
        rollSetAsides = Column<short?>("roll_set_asides", NpgsqlDbType.Smallint);
        rollAts = Column<long>("roll_ats", NpgsqlDbType.Bigint);
        rolls = Column<int>("rolls", NpgsqlDbType.Integer);
        rollFirstAts = Column<long>("roll_first_ats", NpgsqlDbType.Bigint);
        rollLastAts = Column<long>("roll_last_ats", NpgsqlDbType.Bigint);
        claims = new ClaimColumns(this, "claim");
        released = new ClaimColumns(this, "released");
        gateCommits = Column<int>("gate_commits", NpgsqlDbType.Integer);
        gateWaves = Column<int>("gate_waves", NpgsqlDbType.Integer);
        gateOpens = Column<long>("gate_opens", NpgsqlDbType.Bigint);
        gateCloses = Column<long>("gate_closes", NpgsqlDbType.Bigint);
        gateCloseds = Column<bool>("gate_closeds", NpgsqlDbType.Boolean);
        var arguments = string.Join(", ", columnNames.Select((name, index) => $"{name} => ${index + 1}"));
        command.CommandText = $"SELECT statuses, taken_claims, first_number FROM write_commits({arguments})";
    }

    /// <summary>False after the connection was found broken, for example because the server was down.</summary>
    public bool IsOpen => command.Connection!.State == ConnectionState.Open;

    /// <exception cref="StoreUnavailableException">The server would acknowledge commits that are not
    /// durable.</exception>
    public static async Task<PostgresWriteSession> OpenAsync(PostgresDatabase database)
    {
        var session = new PostgresWriteSession(await database.OpenUnpooledAsync("commits"));
        try
        {
            // The address may lead to another server by now, or to the same one with other settings.
            if (await database.FindDurabilityProblemAsync(session.connection) is { } problem)
                throw new StoreUnavailableException(problem);
            await session.command.PrepareAsync();
            // No timeout of Npgsql: it cancels the statement, and PostgreSQL then reports a commit that waits for its
            // standby as done. The engine has a timeout of its own and cancels nothing.
            session.command.CommandTimeout = 0;
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Writes the commits at the given places of a batch, with at most <see cref="MaxEvents"/> events.
    /// </summary>
    /// <returns>Their outcomes, in the order of the places.</returns>
    public async Task<CommitOutcome[]> WriteAsync(ReadOnlyMemory<Commit> commits, ReadOnlyMemory<int> places)
    {
        Fill(commits.Span, places.Span);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var statuses = await row.GetFieldValueAsync<short[]>(0);
        var taken = await row.IsDBNullAsync(1) ? [] : await row.GetFieldValueAsync<int[]>(1);
        var firstNumber = row.GetInt64(2);
        // The row can arrive before the transaction is durable, and closing a reader hides a timeout. Only reading to
        // the end of the response proves that the transaction is durable.
        await row.NextResultAsync();
        var outcomes = new CommitOutcome[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            outcomes[order[i]] = (CommitStatus)statuses[i] switch
            {
                CommitStatus.Committed => CommitOutcome.Committed(
                    expectedVersions[i] + 1, lastEvents[i] < 0 ? 0 : firstNumber + lastEvents[i]),
                CommitStatus.ClaimTaken => CommitOutcome.ClaimTaken(claims[taken[i] - 1]),
                var status => CommitOutcome.Refused(status),
            };
        }

        return outcomes;
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }

    private void Fill(ReadOnlySpan<Commit> commits, ReadOnlySpan<int> places)
    {
        foreach (var clear in clears) clear();

        // Event numbers follow the order of the commits; locks are taken in the order of the keys.
        var sorted = new (GrainKey Grain, int Place, int FirstEvent)[places.Length];
        var events = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var commit = commits[places[i]];
            sorted[i] = (commit.Grain, i, events);
            events += Each(commit.Events).Length;
        }

        Array.Sort(sorted, static (x, y) => Compare(x.Grain, y.Grain));
        order = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            order[i] = sorted[i].Place;
            Add(i + 1, commits[places[order[i]]], sorted[i].FirstEvent);
        }
    }

    private static int Compare(GrainKey x, GrainKey y)
    {
        var type = string.CompareOrdinal(x.Type, y.Type);
        return type != 0 ? type : string.CompareOrdinal(x.Key, y.Key);
    }

    private void Add(int number, Commit commit, int firstPlace)
    {
        var key = commit.Grain.Key;
        var events = Each(commit.Events);
        grainTypes.Add(commit.Grain.Type);
        grainKeys.Add(key);
        expectedVersions.Add(commit.ExpectedVersion ?? 0);
        payloads.Add(Bytes(commit.State));
        lastEvents.Add(events.IsEmpty ? -1 : firstPlace + events.Length - 1);
        movesDeadline.Add(commit.Deadline.Changes);
        var due = commit.Deadline.At;
        duePartitions.Add(due is null ? null : (short)Partitions.OfDeadline(commit.Grain.Type, key));
        dueAts.Add(due is { } at ? StoredTime.NotBefore(at) : null);
        if (!events.IsEmpty) AddEvents(number, commit.Grain, events, firstPlace);
        if (commit.RollEntry is { } entry) Add(number, entry);
        foreach (var claim in Each(commit.Claims)) claims.Add(number, commit.Grain, claim);
        foreach (var claim in Each(commit.Released))
        {
            // A value that is in both lists stays held.
            if (!commit.Claims.Contains(claim)) released.Add(number, commit.Grain, claim);
        }

        if (commit.Gate is not { } gate) return;
        gateCommits.Add(number);
        gateWaves.Add(gate.Wave);
        gateOpens.Add(StoredTime.Of(gate.OpensAt));
        gateCloses.Add(StoredTime.Of(gate.ClosesAt));
        gateCloseds.Add(gate.Closed);
    }

    private void AddEvents(int number, GrainKey grain, ReadOnlySpan<NewEvent> events, int firstPlace)
    {
        var partition = (short)Partitions.Of(grain.Key, Partitions.Events);
        for (var i = 0; i < events.Length; i++)
        {
            eventCommits.Add(number);
            eventBegins.Add(i == 0);
            eventGrainTypes.Add(grain.Type);
            eventGrainKeys.Add(grain.Key);
            eventPartitions.Add(partition);
            eventTypes.Add(events[i].Type);
            eventAts.Add(StoredTime.Of(events[i].At));
            eventPayloads.Add(Bytes(events[i].Payload));
            eventPlaces.Add(firstPlace + i);
        }
    }

    private void Add(int number, RollEntry entry)
    {
        rollCommits.Add(number);
        rollWaves.Add(entry.Wave);
        rollParticipants.Add(StoredHash.Of(entry.Participant));
        rollPartitions.Add(entry.Partition);
        rollHouseholds.Add(StoredHash.Of(entry.Household));
        rollProvinces.Add(entry.Province.Value);
        rollTiers.Add(entry.Tier);
        rollSetAsides.Add((short?)entry.SetAside);
        var at = StoredTime.Of(entry.AppliedAt);
        rollAts.Add(at);
        var roll = rolls.LastIndexOf(entry.Wave); // few waves are open at a time
        if (roll < 0)
        {
            rolls.Add(entry.Wave);
            rollFirstAts.Add(at);
            rollLastAts.Add(at);
            return;
        }

        rollFirstAts[roll] = Math.Min(rollFirstAts[roll], at);
        rollLastAts[roll] = Math.Max(rollLastAts[roll], at);
    }

    // Lists, because they are refilled for each call and allocate no new arrays.
    private List<T> Column<T>(string name, NpgsqlDbType type)
    {
        columnNames.Add(name);
        var column = new List<T>();
        command.Parameters.Add(new NpgsqlParameter<List<T>>
        {
            NpgsqlDbType = NpgsqlDbType.Array | type,
            TypedValue = column,
        });
        clears.Add(column.Clear);
        return column;
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(memory, out var array)
        && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : memory.ToArray();

    private static ReadOnlySpan<T> Each<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items.AsSpan();

    /// <summary>Six columns with one element for each claim.</summary>
    /// <param name="session">The session whose call gets the columns.</param>
    /// <param name="prefix">The first word of the columns' names.</param>
    private sealed class ClaimColumns(PostgresWriteSession session, string prefix)
    {
        private readonly List<int> commits =
            session.Column<int>($"{prefix}_commits", NpgsqlDbType.Integer);
        private readonly List<string> holderTypes =
            session.Column<string>($"{prefix}_holder_types", NpgsqlDbType.Text);
        private readonly List<string> holderKeys =
            session.Column<string>($"{prefix}_holder_keys", NpgsqlDbType.Text);
        private readonly List<Guid> values =
            session.Column<Guid>($"{prefix}_values", NpgsqlDbType.Uuid);
        private readonly List<short> kinds =
            session.Column<short>($"{prefix}_kinds", NpgsqlDbType.Smallint);
        private readonly List<short> slots =
            session.Column<short>($"{prefix}_slots", NpgsqlDbType.Smallint);

        public Claim this[int place] =>
            new((ClaimKind)kinds[place], StoredHash.From(values[place]), (byte)slots[place]);

        public void Add(int commit, GrainKey holder, Claim claim)
        {
            commits.Add(commit);
            holderTypes.Add(holder.Type);
            holderKeys.Add(holder.Key);
            values.Add(StoredHash.Of(claim.Value));
            kinds.Add((short)claim.Kind);
            slots.Add(claim.Slot);
        }
    }
}
