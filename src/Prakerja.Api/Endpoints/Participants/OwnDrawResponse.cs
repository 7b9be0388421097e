using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>A participant's own entry in a draw. Hashes and proofs are lower-case hex.</summary>
/// <param name="Pseudonym">The participant's pseudonym in the files of this wave.</param>
/// <param name="Household">The household's tag in the files of this wave.</param>
/// <param name="Index">The place of the entry on the sealed roll, from 0.</param>
/// <param name="Entries">The number of entries on the roll.</param>
/// <param name="Proof">The sibling hashes from the entry up to the root (RFC 6962, section 2.1.1).</param>
/// <param name="Root">The root of the roll, as the commitment has it.</param>
/// <param name="CommitmentHash">SHA-256 of the commitment.</param>
/// <param name="Ticket">The ticket in the draw; null until the draw.</param>
/// <param name="Rank">The place in the order of the cell, from 1; null until the draw, and when the entry did not take
/// part.</param>
/// <param name="Cell">The result of the entry's province and tier; null as the rank is.</param>
/// <param name="Outcome">Null until the announcement.</param>
internal sealed record OwnDrawResponse(
    int Wave,
    string Pseudonym,
    string Household,
    OwnDrawEntry Entry,
    int Index,
    int Entries,
    ImmutableArray<string> Proof,
    string Root,
    string CommitmentHash,
    Ticket? Ticket,
    long? Rank,
    PublishedCell? Cell,
    OwnDrawOutcome? Outcome)
{
    /// <param name="outcome">Null until the draw.</param>
    public static OwnDrawResponse Of(
        WaveView view, DrawCommitment commitment, InclusionProof proof, ApplicantOutcome? outcome)
    {
        var record = proof.Record;
        var takesPart = outcome is not null && record.TakesPart;
        return new OwnDrawResponse(
            view.Number,
            Convert.ToHexStringLower(record.Pseudonym.ToBytes()),
            Convert.ToHexStringLower(record.Household.ToBytes()),
            OwnDrawEntry.Of(record),
            proof.Index,
            commitment.Entries,
            [.. proof.Path.Select(hash => Convert.ToHexStringLower(hash.Span))],
            commitment.Root,
            view.Draw.CommitmentHash!,
            outcome is null ? null : Grains.Waves.Ticket.Of(Convert.FromHexString(view.Seed!), record.Pseudonym),
            takesPart ? outcome!.Rank : null,
            takesPart ? CellOf(view, record) : null,
            outcome is null || view.Stage < WaveStage.Announced ? null : OwnDrawOutcome.Of(outcome.Reason));
    }

    private static PublishedCell? CellOf(WaveView view, DrawRecord record) => view.Cells
        .Where(cell => cell.Province.Value == record.Province && cell.Tier == record.Tier)
        .Select(PublishedCell.Of)
        .FirstOrDefault();
}

/// <summary>The fields of an entry on the sealed roll. With pseudonym and tag they are its record.</summary>
/// <param name="Room">How many more recipients the household may get (E4).</param>
/// <param name="Tier">The priority tier; 1 is drawn first.</param>
/// <param name="Reason">Why the entry does not take part in the draw; null when it does.</param>
internal sealed record OwnDrawEntry(int Room, ProvinceCode Province, int Tier, NotSelectedReason? Reason)
{
    public static OwnDrawEntry Of(DrawRecord record) => new(
        record.Room,
        new ProvinceCode(record.Province),
        record.Tier,
        record.TakesPart ? null : record.Reason);
}

/// <summary>What the draw meant for a participant (S2).</summary>
/// <param name="Reason">Why the participant was not selected; null when selected.</param>
/// <param name="ReasonText">The reason in Indonesian.</param>
/// <param name="Office">The office that can correct the data behind the reason; null when no office can.</param>
/// <param name="Advice">What the person can do now, in Indonesian; null when selected.</param>
internal sealed record OwnDrawOutcome(
    bool Selected, NotSelectedReason? Reason, string? ReasonText, string? Office, string? Advice)
{
    /// <param name="reason">0 when selected.</param>
    public static OwnDrawOutcome Of(NotSelectedReason reason) => reason == 0
        ? new OwnDrawOutcome(true, null, null, null, null)
        : new OwnDrawOutcome(
            false,
            reason,
            IndonesianTexts.Of(reason),
            IndonesianTexts.OfficeFor(reason),
            IndonesianTexts.AdviceFor(reason));
}
