using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Writes single rows of the award queue, within a transaction of the one writer.</summary>
internal static class SqliteWinners
{
    /// <summary>
    /// Adds a winner with the lowest free slot of the household, or as refused when no slot is free. A winner that is
    /// in the queue is left as it is.
    /// </summary>
    public static void Add(SqliteReadSession session, int wave, Winner winner, int slotsPerHousehold)
    {
        const string exists = "SELECT 1 FROM award WHERE wave = ?1 AND participant = ?2";
        const string insert = """
            INSERT INTO award (wave, participant, pseudonym, household, slot, refused)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """;
        var participant = winner.Participant.ToBytes();
        if (session.Rows(exists, query => query.Bind(1, wave).Bind(2, participant), _ => true).Count > 0) return;
        var found = winner.Household?.ToBytes() ?? HouseholdOf(session, wave, participant);
        var slot = Reserve(session, found, winner.Participant, slotsPerHousehold);
        var refused = slot is null ? (long?)NotSelectedReason.HouseholdFull : null;
        session.Run(insert, row => row.Bind(1, wave).Bind(2, participant).Bind(3, winner.Pseudonym.ToBytes())
            .Bind(4, found).Bind(5, slot).Bind(6, refused));
    }

    /// <summary>Records one attempt. A refused row is final, so a repeated attempt changes nothing.</summary>
    public static void Record(SqliteReadSession session, int wave, AwardAttempt attempt)
    {
        const string made = "DELETE FROM award WHERE wave = ?1 AND participant = ?2 AND refused IS NULL";
        const string failed = """
            UPDATE award SET tries = tries + 1, cause = ?3, next_try_at = ?4
            WHERE wave = ?1 AND participant = ?2 AND refused IS NULL AND next_try_at IS NOT ?4
            """;
        var participant = attempt.Participant.ToBytes();
        switch (attempt)
        {
            case { Refused: { } reason }:
                Refuse(session, wave, attempt.Participant, reason);
                break;
            case { Cause: { } cause }:
                session.Run(failed, update => update.Bind(1, wave).Bind(2, participant).Bind(3, cause)
                    .Bind(4, StoredTime.NotBefore(attempt.NextTryAt)));
                break;
            default:
                session.Run(made, delete => delete.Bind(1, wave).Bind(2, participant));
                break;
        }
    }

    /// <summary>True when a round of a redraw is stored.</summary>
    public static bool IsStored(SqliteReadSession session, int wave, int round) => session.Rows(
        "SELECT 1 FROM redraw WHERE wave = ?1 AND round = ?2 LIMIT 1",
        query => query.Bind(1, wave).Bind(2, round),
        _ => true).Count > 0;

    /// <summary>Marks a place that was not taken as drawn again.</summary>
    public static void Redraw(SqliteReadSession session, int wave, int round, NotTaken place)
    {
        const string sql = """
            UPDATE award SET redrawn_in = ?3
            WHERE wave = ?1 AND participant = ?2 AND refused IS NOT NULL AND redrawn_in IS NULL
            """;
        session.Run(sql, update => update.Bind(1, wave).Bind(2, place.Participant.ToBytes()).Bind(3, round));
        AddOutcome(session, wave, round, place.Pseudonym, place.Participant, (short)place.Reason);
    }

    public static void AddOutcome(
        SqliteReadSession session, int wave, int round, KeyedHash pseudonym, KeyedHash participant, short outcome)
    {
        const string sql =
            "INSERT INTO redraw (wave, round, pseudonym, participant, outcome) VALUES (?1, ?2, ?3, ?4, ?5)";
        session.Run(sql, insert => insert.Bind(1, wave).Bind(2, round).Bind(3, pseudonym.ToBytes())
            .Bind(4, participant.ToBytes()).Bind(5, outcome));
    }

    private static byte[] HouseholdOf(SqliteReadSession session, int wave, byte[] participant)
    {
        const string sql = "SELECT household FROM roll_entry WHERE wave = ?1 AND participant = ?2";
        var found = session.Rows(
            sql, query => query.Bind(1, wave).Bind(2, participant), row => row.Blob(0).ToArray());
        return found.Count > 0 ? found[0] : throw DrawBatches.NotOnRoll(wave);
    }

    private static long? Reserve(
        SqliteReadSession session, byte[] household, KeyedHash participant, int slotsPerHousehold)
    {
        const string taken = "SELECT slot FROM claim WHERE value = ?1 AND kind = ?2";
        const string insert =
            "INSERT INTO claim (value, kind, slot, holder_type, holder_key) VALUES (?1, ?2, ?3, ?4, ?5)";
        var slots = session.Rows(
            taken, query => query.Bind(1, household).Bind(2, StoredClaimKinds.HouseholdSlot), row => row.Number(0));
        var free = Enumerable.Range(1, slotsPerHousehold).Select(slot => (long?)slot)
            .FirstOrDefault(slot => !slots.Contains(slot!.Value));
        if (free is not { } chosen) return null;
        session.Run(insert, row => row.Bind(1, household).Bind(2, StoredClaimKinds.HouseholdSlot).Bind(3, chosen)
            .Bind(4, ParticipantKey.GrainTypeName).Bind(5, DrawBatches.HolderOf(participant)));
        return chosen;
    }

    private static void Refuse(SqliteReadSession session, int wave, KeyedHash participant, NotSelectedReason reason)
    {
        // The slot is looked up first: a row that is refused already has none, and nothing is released twice.
        const string release = """
            DELETE FROM claim
            WHERE (value, kind, slot) = (SELECT household, ?3, slot FROM award
                                         WHERE wave = ?1 AND participant = ?2 AND refused IS NULL)
              AND holder_type = ?4 AND holder_key = ?5
            """;
        const string refuse = """
            UPDATE award SET refused = ?3, slot = NULL WHERE wave = ?1 AND participant = ?2 AND refused IS NULL
            """;
        var bytes = participant.ToBytes();
        session.Run(release, delete => delete.Bind(1, wave).Bind(2, bytes).Bind(3, StoredClaimKinds.HouseholdSlot)
            .Bind(4, ParticipantKey.GrainTypeName).Bind(5, DrawBatches.HolderOf(participant)));
        session.Run(refuse, update => update.Bind(1, wave).Bind(2, bytes).Bind(3, (long)reason));
    }
}
