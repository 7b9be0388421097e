using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>
/// The published files of one wave. A test may change their parts before <see cref="ToResult"/> and
/// <see cref="ToRoll"/> put them together.
/// </summary>
internal sealed class DrawFiles
{
    public const int Wave = 21;

    private static readonly byte[] Secret = SHA256.HashData("programme"u8);
    private static readonly byte[] PlannedSeed = SHA256.HashData("planned"u8);
    private readonly DrawSource source;

    public DrawFiles(IEnumerable<DrawRecord> records, ImmutableArray<ProvinceQuota> quotas, DrawSource? source = null)
    {
        this.source = source ?? new DrawSource();
        Roll = DrawRecordBuilder.Roll(records);
        Quotas = quotas;
        var tree = new MerkleTree();
        Span<byte> bytes = stackalloc byte[DrawRecords.Length];
        for (var i = 0; i < Roll.Count; i++)
        {
            DrawRecords.Write(Roll[i], bytes);
            tree.AddRecord(bytes);
        }

        Commitment = Commit(Convert.ToHexStringLower(tree.ComputeRoot()));
        Finish();
    }

    public DrawRoll Roll { get; }

    public ImmutableArray<ProvinceQuota> Quotas { get; }

    public DrawOrder Order { get; private set; } = null!;

    public DrawResult Result { get; private set; } = null!;

    public DrawCommitment Commitment { get; set; }

    public DrawDocument Draw { get; set; } = null!;

    /// <summary>The records with their results, 41 bytes each.</summary>
    public List<byte[]> Rows { get; } = [];

    public byte[] CommitmentHash => SHA256.HashData(CommitmentBytes);

    private byte[] CommitmentBytes =>
        JsonSerializer.SerializeToUtf8Bytes(Commitment, DrawJson.Default.DrawCommitment);

    /// <summary>Makes the seed, the draw document and the rows of the commitment as it is now.</summary>
    public void Finish()
    {
        var missing = source.Missing;
        var reveals = Commitment.Witnesses.Select(witness => new RevealedSecret(
            witness.Name, missing.Contains(witness.Name) ? null : Convert.ToHexStringLower(SecretOf(witness.Name))));
        var beacon = missing.Contains("beacon") ? null : BeaconValueOf(Commitment.Beacon);
        var seed = source.IsPlanned
            ? PlannedSeed
            : DrawSeed.Compute(
                CommitmentHash,
                Secret,
                reveals.Select(reveal => DrawSeedRules.ToBytes(reveal.Secret)),
                DrawSeedRules.ToBytes(beacon?.Randomness));
        Order = DrawOrder.Of(Roll, seed, Environment.ProcessorCount);
        Result = DrawRules.Draw(Roll, Order, Quotas);
        Draw = new DrawDocument(
            DrawDocument.FormatName,
            Wave,
            Convert.ToHexStringLower(CommitmentHash),
            source.IsPlanned ? null : Convert.ToHexStringLower(Secret),
            source.IsPlanned ? [] : [.. reveals],
            source.IsPlanned ? null : beacon,
            Convert.ToHexStringLower(seed),
            [.. Result.Cells.Select(PublishedCell.Of)]);
        Rows.Clear();
        for (var i = 0; i < Roll.Count; i++)
        {
            var row = new byte[DrawRecords.Length + DrawRecords.ResultLength];
            DrawRecords.Write(Roll[i], row);
            Result.Write(i, row.AsSpan(DrawRecords.Length));
            Rows.Add(row);
        }
    }

    public byte[] ToRoll() =>
        [.. DrawFile.RollHeader(CommitmentBytes), .. Rows.SelectMany(row => row[..DrawRecords.Length])];

    public byte[] ToResult()
    {
        var draw = JsonSerializer.SerializeToUtf8Bytes(Draw, DrawJson.Default.DrawDocument);
        var joined = DrawFile.Join(
            Rows.SelectMany(row => row[..DrawRecords.Length]).ToArray(),
            Rows.SelectMany(row => row[DrawRecords.Length..]).ToArray());
        return [.. DrawFile.DrawHeader(CommitmentBytes, draw), .. joined];
    }

    /// <summary>A document of redraws: in each round the winners that the function chooses lose their places.</summary>
    /// <param name="choose">The reason why a winner cannot take the place; null when it can.</param>
    public RedrawDocument ToRedraws(int rounds, Func<int, DrawRecord, NotSelectedReason?> choose)
    {
        var selected = Enumerable.Range(0, Roll.Count).Where(i => Result.Outcomes[i] == 0).ToHashSet();
        var lost = new List<IReadOnlyList<NotTakenPlace>>();
        var published = new List<PublishedRound>();
        for (var round = 1; round <= rounds; round++)
        {
            var places = Order.Places.ToArray().Where(selected.Contains)
                .Select(i => (Record: i, Reason: choose(round, Roll[i])))
                .Where(place => place.Reason is not null)
                .ToList();
            lost.Add([.. places.Select(place => new NotTakenPlace(Roll[place.Record].Pseudonym, place.Reason!.Value))]);
            var chosen = DrawRecordBuilder.RedrawLast(Roll, Order, Quotas, Result, lost);
            selected.ExceptWith(places.Select(place => place.Record));
            selected.UnionWith(chosen);
            published.Add(new PublishedRound(
                round,
                [.. lost[^1].Select(place => new PublishedNotTaken(Hex(place.Pseudonym), (byte)place.Reason))],
                [.. chosen.Select(record => Hex(Roll[record].Pseudonym))]));
        }

        return new RedrawDocument(
            RedrawDocument.FormatName, Wave, Convert.ToHexStringLower(CommitmentHash), [.. published]);
    }

    public static byte[] ToBytes(RedrawDocument redraws) =>
        JsonSerializer.SerializeToUtf8Bytes(redraws, DrawJson.Default.RedrawDocument);

    public static string Hex(KeyedHash hash) => Convert.ToHexStringLower(hash.ToBytes());

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] SecretOf(string witness) => SHA256.HashData(Encoding.UTF8.GetBytes($"secret of {witness}"));

    private static BeaconValue? BeaconValueOf(DrawBeacon? beacon)
    {
        var signature = Enumerable.Repeat((byte)7, 48).ToArray();
        return beacon?.Kind switch
        {
            null => null,
            DrawBeaconKind.Typed => new BeaconValue(HashOf("31 12 07"u8), Value: " 31 12 07\n"),
            _ => new BeaconValue(HashOf(signature), Convert.ToHexStringLower(signature)),
        };
    }

    private DrawCommitment Commit(string root) => new(
        DrawCommitment.FormatName,
        Wave,
        new DateTimeOffset(2026, 11, 20, 17, 0, 0, 250, TimeSpan.Zero),
        Roll.Count,
        root,
        DrawRecordBuilder.RecipientsPerHousehold,
        DrawCommitment.QuotasOf(Quotas),
        source.IsPlanned ? null : HashOf(Secret),
        [.. source.Witnesses.Select(name => new CommittedWitness(name, HashOf(SecretOf(name))))],
        source.Beacon switch
        {
            null => null,
            DrawBeaconKind.Typed => new DrawBeacon(DrawBeaconKind.Typed, Source: "the lottery of 31 December"),
            _ => new DrawBeacon(DrawBeaconKind.Drand, HashOf("chain"u8), 123),
        },
        source.IfMissing,
        new DateTimeOffset(2026, 11, 21, 17, 0, 0, TimeSpan.Zero),
        source.Witnesses.IsEmpty && source.Beacon is null)
    {
        PlannedSeedHash = source.IsPlanned ? HashOf(PlannedSeed) : null,
    };
}

/// <summary>Where the seed of a wave comes from.</summary>
internal sealed record DrawSource
{
    public ImmutableArray<string> Witnesses { get; init; } = ["ombudsman", "university \"é\""];

    public DrawBeaconKind? Beacon { get; init; } = DrawBeaconKind.Drand;

    /// <summary>Names of witnesses, or "beacon".</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    public MissingSecretRule IfMissing { get; init; }

    public bool IsPlanned { get; init; }
}
