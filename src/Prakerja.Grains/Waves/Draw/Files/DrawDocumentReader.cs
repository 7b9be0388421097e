using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Reads the published documents of a draw (docs/draw.md, "The documents"). It knows no rule of the programme, so a
/// document stays readable when the rules change.
/// </summary>
internal static class DrawDocumentReader
{
    /// <exception cref="DrawFileDifferenceException">The document does not have the described form.</exception>
    public static DrawCommitment ReadCommitment(ReadOnlySpan<byte> document)
    {
        var root = DrawField.Parse(document, "commitment");
        root.Of("format").MustBe(DrawCommitment.FormatName);
        var commitment = new DrawCommitment(
            DrawCommitment.FormatName,
            root.Of("wave").ToNumber(),
            root.Of("closedAt").ToTime(),
            root.Of("entries").ToNumber(),
            root.Of("root").ToHex(),
            root.Of("recipientsPerHousehold").ToNumber(),
            ReadQuotas(root.Of("quotas")),
            ProgrammeHash: null,
            Witnesses: [],
            Beacon: null,
            MissingSecretRule.Wait,
            RevealUntil: default,
            SelfWitnessed: false);
        var planned = root.Of("plannedSeedHash");
        return planned.IsNull || planned.IsMissing
            ? WithSources(commitment, root)
            : commitment with { PlannedSeedHash = planned.ToHex() };
    }

    /// <param name="planned">True when the seed was fixed at planning: the sources of the seed are then unused.</param>
    /// <exception cref="DrawFileDifferenceException">The document does not have the described form.</exception>
    public static DrawDocument ReadDraw(ReadOnlySpan<byte> document, bool planned)
    {
        var root = DrawField.Parse(document, "draw document");
        root.Of("format").MustBe(DrawDocument.FormatName);
        return new DrawDocument(
            DrawDocument.FormatName,
            root.Of("wave").ToNumber(),
            root.Of("commitment").ToHex(),
            root.Of("programmeSecret").ToHexOrNull(),
            planned ? [] : [.. root.Of("reveals").ToItems().Select(ReadReveal)],
            planned ? null : ReadBeaconValue(root.Of("beacon")),
            root.Of("seed").ToHex(),
            [.. root.Of("cells").ToItems().Select(ReadCell)]);
    }

    /// <exception cref="DrawFileDifferenceException">The document does not have the described form.</exception>
    public static RedrawDocument ReadRedraws(ReadOnlySpan<byte> document)
    {
        var root = DrawField.Parse(document, "redraws");
        root.Of("format").MustBe(RedrawDocument.FormatName);
        return new RedrawDocument(
            RedrawDocument.FormatName,
            root.Of("wave").ToNumber(),
            root.Of("commitment").ToHex(),
            [.. root.Of("rounds").ToItems().Select(ReadRound)]);
    }

    private static ImmutableArray<CommittedQuota> ReadQuotas(DrawField field)
    {
        var quotas = ImmutableArray.CreateBuilder<CommittedQuota>();
        foreach (var item in field.ToItems())
        {
            var province = item.Of("province").ToProvince();
            if (quotas.Any(quota => quota.Province == province))
                throw new DrawFileDifferenceException(
                    $"{item.Path}.province", "each province once", $"\"{province}\" again");
            quotas.Add(new CommittedQuota(
                province, item.Of("places").ToNumber(), ReadTiers(item.Of("tiers"))));
        }

        return quotas.ToImmutable();
    }

    private static ImmutableArray<CommittedTier> ReadTiers(DrawField field)
    {
        var tiers = ImmutableArray.CreateBuilder<CommittedTier>();
        foreach (var item in field.ToItems(optional: true))
        {
            var tier = (byte)item.Of("tier").ToNumber(1, byte.MaxValue);
            if (tiers.Any(other => other.Tier == tier))
                throw new DrawFileDifferenceException($"{item.Path}.tier", "each tier once", $"{tier} again");
            tiers.Add(new CommittedTier(tier, item.Of("places").ToNumber()));
        }

        return tiers.ToImmutable();
    }

    private static DrawCommitment WithSources(DrawCommitment commitment, DrawField root)
    {
        var programmeHash = root.Of("programmeHash").ToHex();
        var witnesses = ImmutableArray.CreateBuilder<CommittedWitness>();
        foreach (var item in root.Of("witnesses").ToItems())
        {
            var name = item.Of("name").ToText();
            if (witnesses.Any(witness => witness.Name == name))
                throw new DrawFileDifferenceException(
                    $"{item.Path}.name", "each witness once", $"{DrawField.Show(name)} again");
            witnesses.Add(new CommittedWitness(name, item.Of("hash").ToHex()));
        }

        var beacon = ReadBeacon(root.Of("beacon"));
        var ifMissing = root.Of("ifMissing");
        var rule = ifMissing.Read(
            ("wait", MissingSecretRule.Wait), ("drawWithout", MissingSecretRule.DrawWithout));
        var revealUntil = root.Of("revealUntil").ToTime();
        var alone = witnesses.Count == 0 && beacon is null;
        if (root.Of("selfWitnessed") is var field && field.ToBoolean() != alone)
            throw field.Differ(alone ? "true" : "false");
        return commitment with
        {
            ProgrammeHash = programmeHash,
            Witnesses = witnesses.ToImmutable(),
            Beacon = beacon,
            IfMissing = rule,
            RevealUntil = revealUntil,
            SelfWitnessed = alone,
        };
    }

    private static DrawBeacon? ReadBeacon(DrawField field)
    {
        if (field.IsNull) return null;
        var kind = field.Of("kind").Read(("drand", DrawBeaconKind.Drand), ("typed", DrawBeaconKind.Typed));
        if (kind == DrawBeaconKind.Typed)
        {
            field.Of("chain").MustBeMissingOrNull();
            field.Of("round").MustBeMissingOrNull();
            return new DrawBeacon(kind, Source: field.Of("source").ToText());
        }

        field.Of("source").MustBeMissingOrNull();
        return new DrawBeacon(kind, field.Of("chain").ToHex(), field.Of("round").ToNumber(1, long.MaxValue));
    }

    private static RevealedSecret ReadReveal(DrawField field) =>
        new(field.Of("name").ToText(), field.Of("secret").ToHexOrNull());

    private static BeaconValue? ReadBeaconValue(DrawField field)
    {
        if (field.IsNull) return null;
        var signature = field.Of("signature");
        var value = field.Of("value");
        return new BeaconValue(
            field.Of("randomness").ToHex(),
            signature.IsNull ? null : signature.ToSignature(),
            value.IsNull ? null : value.ToText());
    }

    private static PublishedCell ReadCell(DrawField field) => new(
        field.Of("province").ToProvince(),
        (byte)field.Of("tier").ToNumber(1, byte.MaxValue),
        field.Of("entries").ToNumber(),
        field.Of("selected").ToNumber(),
        field.Of("lastTicket").ToHexOrNull(KeyedHash.LengthBytes));

    private static PublishedRound ReadRound(DrawField field, int index)
    {
        field.Of("round").MustBe(index + 1);
        return new PublishedRound(
            index + 1,
            [.. field.Of("notTaken").ToItems().Select(ReadNotTaken)],
            [.. field.Of("selected").ToItems().Select(item => item.ToHex(KeyedHash.LengthBytes))]);
    }

    private static PublishedNotTaken ReadNotTaken(DrawField field) => new(
        field.Of("pseudonym").ToHex(KeyedHash.LengthBytes),
        field.Of("reason") is var reason && reason.ToNumber() is 1 or 4
            ? (byte)reason.ToNumber()
            : throw reason.Differ("1 or 4"));
}
