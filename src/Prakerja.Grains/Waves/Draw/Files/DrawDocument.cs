using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The draw document of a result file (docs/draw.md): the revealed secrets, the seed and the cells.</summary>
public sealed record DrawDocument(
    string Format,
    int Wave,
    string Commitment,
    string? ProgrammeSecret,
    ImmutableArray<RevealedSecret> Reveals,
    BeaconValue? Beacon,
    string Seed,
    ImmutableArray<PublishedCell> Cells)
{
    public const string FormatName = "prakerja-draw-1";
}

/// <summary>The secret of a witness, hex; null when the witness did not reveal it.</summary>
public sealed record RevealedSecret(string Name, string? Secret);

/// <summary>The value of a beacon.</summary>
/// <param name="Randomness">32 bytes, hex: SHA-256 of the signature, or of the typed value.</param>
/// <param name="Signature">Of drand, hex; null for a typed value.</param>
/// <param name="Value">The published text of a typed value; null for drand.</param>
[GenerateSerializer, Immutable, Alias("beacon-value")]
public sealed record BeaconValue(
    [property: Id(0)] string Randomness,
    [property: Id(1)] string? Signature = null,
    [property: Id(2)] string? Value = null);

/// <summary>The result of one cell.</summary>
/// <param name="Entries">Applications that take part.</param>
/// <param name="LastTicket">The ticket of the last selected application, hex; null without one.</param>
public sealed record PublishedCell(ProvinceCode Province, byte Tier, int Entries, int Selected, string? LastTicket)
{
    public static PublishedCell Of(DrawCell cell) =>
        new(cell.Province, cell.Tier, cell.Standing, cell.Winners, cell.LastTicket?.ToHex());
}

/// <summary>The document of the redraws of a wave (docs/draw.md).</summary>
public sealed record RedrawDocument(
    string Format, int Wave, string Commitment, ImmutableArray<PublishedRound> Rounds)
{
    public const string FormatName = "prakerja-redraws-1";
}

public sealed record PublishedRound(
    int Round, ImmutableArray<PublishedNotTaken> NotTaken, ImmutableArray<string> Selected);

public sealed record PublishedNotTaken(string Pseudonym, byte Reason);

/// <summary>
/// How the documents of a draw are written, and how the programme reads its own. <see cref="DrawVerifier"/> reads
/// published documents more strictly.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(DrawCommitment))]
[JsonSerializable(typeof(DrawDocument))]
[JsonSerializable(typeof(RedrawDocument))]
public sealed partial class DrawJson : JsonSerializerContext;
