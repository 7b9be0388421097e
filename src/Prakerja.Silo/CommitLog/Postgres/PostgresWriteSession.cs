using System.Collections.Immutable;
using System.Data;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// A writer's connection: writes a round of commits (<see cref="CommitRounds"/>) with the function <c>write_commits</c>, in
/// one call, one round trip and one transaction. After any exception it is of no more use: dispose it.
/// </summary>
internal sealed class PostgresWriteSession : IAsyncDisposable
{
    /// <summary>Events that one call can number: 14 bits (schema, <c>event_log</c>).</summary>
    public const int MaxEvents = 1 << 14;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private int[] order = []; // which of the call's places each commit has: they are written in the order of their keys

    // One element a commit.
    private readonly List<string> grainTypes;
    private readonly List<string> grainKeys;
    private readonly List<long> expectedVersions;
    private readonly List<byte[]> payloads;
    private readonly List<int> lastEvents;
    private readonly List<bool> movesDeadline;
    private readonly List<short?> duePartitions;
    private readonly List<long?> dueAts;

    // One element an event.
    private readonly List<int> eventCommits;
    private readonly List<bool> eventBegins;
    private readonly List<string> eventGrainTypes;
    private readonly List<string> eventGrainKeys;
    private readonly List<short> eventPartitions;
    private readonly List<string> eventTypes;
    private readonly List<long> eventAts;
    private readonly List<byte[]> eventPayloads;
    private readonly List<int> eventPlaces;

    // One element a roll entry.
    private readonly List<int> rollCommits;
    private readonly List<int> rollWaves;
    private readonly List<Guid> rollParticipants;
    private readonly List<int> rollPartitions;
    private readonly List<Guid> rollHouseholds;
    private readonly List<short> rollProvinces;
    private readonly List<short> rollTiers;
    private readonly List<short?> rollSetAsides;
    private readonly List<long> rollAts;

    // One element a wave that has roll entries here: its earliest and its latest.
    private readonly List<int> rolls;
    private readonly List<long> rollFirstAts;
    private readonly List<long> rollLastAts;

    private readonly ClaimColumns claims;
    private readonly ClaimColumns released;

    // One element a gate.
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
        grainTypes = Column<string>(NpgsqlDbType.Text);
        grainKeys = Column<string>(NpgsqlDbType.Text);
        expectedVersions = Column<long>(NpgsqlDbType.Bigint);
        payloads = Column<byte[]>(NpgsqlDbType.Bytea);
        lastEvents = Column<int>(NpgsqlDbType.Integer);
        movesDeadline = Column<bool>(NpgsqlDbType.Boolean);
        duePartitions = Column<short?>(NpgsqlDbType.Smallint);
        dueAts = Column<long?>(NpgsqlDbType.Bigint);
        eventCommits = Column<int>(NpgsqlDbType.Integer);
        eventBegins = Column<bool>(NpgsqlDbType.Boolean);
        eventGrainTypes = Column<string>(NpgsqlDbType.Text);
        eventGrainKeys = Column<string>(NpgsqlDbType.Text);
        eventPartitions = Column<short>(NpgsqlDbType.Smallint);
        eventTypes = Column<string>(NpgsqlDbType.Text);
        eventAts = Column<long>(NpgsqlDbType.Bigint);
        eventPayloads = Column<byte[]>(NpgsqlDbType.Bytea);
        eventPlaces = Column<int>(NpgsqlDbType.Integer);
        rollCommits = Column<int>(NpgsqlDbType.Integer);
        rollWaves = Column<int>(NpgsqlDbType.Integer);
        rollParticipants = Column<Guid>(NpgsqlDbType.Uuid);
        rollPartitions = Column<int>(NpgsqlDbType.Integer);
        rollHouseholds = Column<Guid>(NpgsqlDbType.Uuid);
        rollProvinces = Column<short>(NpgsqlDbType.Smallint);
        rollTiers = Column<short>(NpgsqlDbType.Smallint);
        rollSetAsides = Column<short?>(NpgsqlDbType.Smallint);
        rollAts = Column<long>(NpgsqlDbType.Bigint);
        rolls = Column<int>(NpgsqlDbType.Integer);
        rollFirstAts = Column<long>(NpgsqlDbType.Bigint);
        rollLastAts = Column<long>(NpgsqlDbType.Bigint);
        claims = new ClaimColumns(this);
        released = new ClaimColumns(this);
        gateCommits = Column<int>(NpgsqlDbType.Integer);
        gateWaves = Column<int>(NpgsqlDbType.Integer);
        gateOpens = Column<long>(NpgsqlDbType.Bigint);
        gateCloses = Column<long>(NpgsqlDbType.Bigint);
        gateCloseds = Column<bool>(NpgsqlDbType.Boolean);
        var places = string.Join(", ", Enumerable.Range(1, command.Parameters.Count).Select(place => $"${place}"));
        command.CommandText = $"SELECT statuses, taken_claims, first_number FROM write_commits({places})";
    }

    /// <summary>False once the connection was found dead, as it is after the server was away.</summary>
    public bool IsOpen => command.Connection!.State == ConnectionState.Open;

    /// <exception cref="StoreUnavailableException">The server is one that must not be written to.</exception>
    public static async Task<PostgresWriteSession> OpenAsync(PostgresDatabase database)
    {
        var session = new PostgresWriteSession(await database.OpenOwnAsync("commits"));
        try
        {
            // Another server may stand there by now, or the same one with other settings.
            if (await database.FindDurabilityProblemAsync(session.connection) is { } why) throw new StoreUnavailableException(why);
            await session.command.PrepareAsync();
            // Npgsql would cancel what takes too long, and PostgreSQL takes a commit that waits for its standby then as
            // done: the engine has a time-out of its own and cancels nothing.
            session.command.CommandTimeout = 0;
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the commits at some places of a group, together at most <see cref="MaxEvents"/> events.</summary>
    /// <returns>Their outcomes, in the order of the places.</returns>
    public async Task<CommitOutcome[]> WriteAsync(ReadOnlyMemory<Commit> commits, ReadOnlyMemory<int> places)
    {
        Fill(commits.Span, places.Span);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var statuses = await row.GetFieldValueAsync<short[]>(0);
        var taken = await row.IsDBNullAsync(1) ? [] : await row.GetFieldValueAsync<int[]>(1);
        var firstNumber = row.GetInt64(2);
        // The row may be here before the transaction is durable, and closing a reader swallows a timeout: only the end of
        // the answer, read like this, says that it is.
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

        // Event numbers follow the order in which the commits came, locks that of the keys.
        var sorted = new (GrainKey Grain, int Place, int FirstEvent)[places.Length];
        var events = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var commit = commits[places[i]];
            sorted[i] = (commit.Grain, i, events);
            events += Each(commit.Events).Length;
        }

        Array.Sort(sorted, static (x, y) => InOrder(x.Grain, y.Grain));
        order = new int[sorted.Length];
        for (var i = 0; i < sorted.Length; i++)
        {
            order[i] = sorted[i].Place;
            Add(i + 1, commits[places[order[i]]], sorted[i].FirstEvent);
        }
    }

    private static int InOrder(GrainKey x, GrainKey y)
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
        duePartitions.Add(due is null ? null : (short)Partitions.Of(key, Partitions.Deadlines));
        dueAts.Add(due is { } at ? StoredTime.NotBefore(at) : null);
        if (!events.IsEmpty) AddEvents(number, commit.Grain, events, firstPlace);
        if (commit.RollEntry is { } entry) Add(number, entry);
        foreach (var claim in Each(commit.Claims)) claims.Add(number, commit.Grain, claim);
        foreach (var claim in Each(commit.Released))
        {
            // A value in both lists stays held.
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
        var roll = rolls.LastIndexOf(entry.Wave); // one wave is open at a time, or a few
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

    // Lists, because they are filled anew for each call without leaving arrays behind.
    private List<T> Column<T>(NpgsqlDbType type)
    {
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

    /// <summary>One element a claim, in six columns.</summary>
    private sealed class ClaimColumns(PostgresWriteSession session)
    {
        private readonly List<int> commits = session.Column<int>(NpgsqlDbType.Integer);
        private readonly List<string> holderTypes = session.Column<string>(NpgsqlDbType.Text);
        private readonly List<string> holderKeys = session.Column<string>(NpgsqlDbType.Text);
        private readonly List<Guid> values = session.Column<Guid>(NpgsqlDbType.Uuid);
        private readonly List<short> kinds = session.Column<short>(NpgsqlDbType.Smallint);
        private readonly List<short> slots = session.Column<short>(NpgsqlDbType.Smallint);

        public Claim this[int place] => new((ClaimKind)kinds[place], StoredHash.From(values[place]), (byte)slots[place]);

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

/// <summary>Hashes as they are stored: the 16 bytes as a uuid, in the order in which they are written.</summary>
internal static class StoredHash
{
    public static Guid Of(KeyedHash hash)
    {
        Span<byte> bytes = stackalloc byte[KeyedHash.LengthBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, hash.High);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], hash.Low);
        return new Guid(bytes, bigEndian: true);
    }

    public static KeyedHash From(Guid stored)
    {
        Span<byte> bytes = stackalloc byte[KeyedHash.LengthBytes];
        stored.TryWriteBytes(bytes, bigEndian: true, out _);
        return KeyedHash.FromBytes(bytes);
    }
}
