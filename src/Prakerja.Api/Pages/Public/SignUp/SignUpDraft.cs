using System.Collections.Immutable;
using System.Globalization;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// What a person has typed so far of a sign-up. The request of the API is made from it, and the request's own checks
/// say which field is faulty.
/// </summary>
internal sealed record SignUpDraft(ImmutableDictionary<string, string> Fields)
{
    public const int StepsCount = 3;

    private const string AttemptField = "percobaan";
    private const string SecretField = "rahasia";

    /// <summary>The fields of each step.</summary>
    public static ImmutableArray<ImmutableArray<string>> Steps { get; } =
    [
        ["nik", "kk", "nama", "lahir", "kelamin", "ibu"],
        ["telepon", "email", "provinsi"],
        ["pekerjaan", "sekolah"],
    ];

    /// <summary>A value of each field that the checks accept, to find the faults of the other fields.</summary>
    private static readonly ImmutableDictionary<string, string> Accepted = new Dictionary<string, string>
    {
        ["nik"] = "3201010101900001",
        ["kk"] = "3201010101900002",
        ["nama"] = "A",
        ["lahir"] = "1990-01-01",
        ["kelamin"] = nameof(Sex.Male),
        ["ibu"] = "A",
        ["telepon"] = "081200000000",
        ["email"] = "a@b.id",
        ["provinsi"] = "32",
        ["pekerjaan"] = nameof(Grains.Participants.Employment.JobSeeker),
        ["sekolah"] = "tidak",
        ["pernyataan"] = "ya",
    }.ToImmutableDictionary();

    private static readonly string[] DateForms = ["yyyy-MM-dd", "dd-MM-yyyy", "dd/MM/yyyy", "d-M-yyyy", "d/M/yyyy"];

    /// <summary>The key of the attempt that was made from this draft; empty before it is sent.</summary>
    public string Attempt => this[AttemptField];

    /// <summary>The secret of that attempt: only in the encrypted cookie, never in an address or a page.</summary>
    public string Secret => this[SecretField];

    public string this[string field] => Fields.GetValueOrDefault(field, "");

    /// <summary>The step of a field, from 1; 0 for the declaration.</summary>
    public static int StepOf(string field) =>
        Steps.IndexOf(Steps.FirstOrDefault(step => step.Contains(field), [])) + 1;

    public SignUpDraft WithAttempt(SignUpResponse attempt) =>
        With(AttemptField, attempt.Attempt).With(SecretField, attempt.Secret);

    /// <summary>The draft without its attempt: other data are another attempt.</summary>
    public SignUpDraft WithoutAttempt() => new(Fields.RemoveRange([AttemptField, SecretField]));

    public SignUpDraft With(string field, string value) => new(Fields.SetItem(field, value));

    /// <summary>The request of the API, or the field that is missing or has no such value.</summary>
    public SignUpRequest? ToRequest(out (string Field, Refusal Refusal)? fault)
    {
        fault = null;
        if (!DateOnly.TryParseExact(
            this["lahir"].Trim(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var birthDate))
            fault = ("lahir", this["lahir"] is "" ? RequestRefusals.FieldMissing : RequestRefusals.WrongType);
        else if (!TryEnum<Sex>("kelamin", out var sex)) fault = ("kelamin", RequestRefusals.FieldMissing);
        else if (!TryEnum<Employment>("pekerjaan", out var employment))
            fault = ("pekerjaan", RequestRefusals.FieldMissing);
        else if (this["sekolah"] is not ("ya" or "tidak")) fault = ("sekolah", RequestRefusals.FieldMissing);
        else
        {
            return new SignUpRequest(
                TypedNumbers.WithoutBlanks(this["nik"]),
                TypedNumbers.WithoutBlanks(this["kk"]),
                this["nama"],
                birthDate,
                sex,
                this["ibu"],
                this["email"].Trim(),
                TypedNumbers.WithoutBlanks(this["telepon"]),
                this["provinsi"],
                employment,
                this["sekolah"] == "ya",
                this["pernyataan"] == "ya");
        }

        return null;
    }

    /// <summary>
    /// All faults, each with its field. The request's check stops at the first fault, so each faulty field gets an
    /// accepted value and the check runs again.
    /// </summary>
    public IReadOnlyList<(string Field, Refusal Refusal)> FindFaults(SignUpCalls calls)
    {
        var faults = new List<(string Field, Refusal Refusal)>();
        var draft = this;
        while (faults.Count <= Accepted.Count)
        {
            var request = draft.ToRequest(out var fault);
            if (request is not null && calls.Check(request) is { } refusal) fault = (FieldOf(refusal), refusal);
            if (fault is not { } found) break;
            faults.Add(found);
            draft = draft.With(found.Field, Accepted[found.Field]);
        }

        return faults;
    }

    /// <summary>The field that a refusal of a sign-up is about.</summary>
    public static string FieldOf(Refusal refusal) => refusal.Code switch
    {
        "nik.contradicts_birth_date" or "sign_up.birth_date_in_future" => "lahir",
        "nik.contradicts_sex" => "kelamin",
        "sign_up.family_card_invalid" or "sign_up.family_card_is_nik" => "kk",
        "sign_up.name_invalid" => "nama",
        "sign_up.mothers_name_invalid" => "ibu",
        "sign_up.email_invalid" or "sign_up.email_taken" => "email",
        "sign_up.phone_invalid" or "sign_up.phone_taken" => "telepon",
        "province.unknown" or "province.not_founded" => "provinsi",
        "sign_up.declaration_missing" => "pernyataan",
        "sign_up.already_registered" => "nik",
        _ when refusal.Code.StartsWith("nik.", StringComparison.Ordinal) => "nik",
        _ => "",
    };

    public override string ToString() => nameof(SignUpDraft);

    private bool TryEnum<TEnum>(string field, out TEnum value)
        where TEnum : struct, Enum =>
        Enum.TryParse(this[field], out value) && Enum.IsDefined(value) && !char.IsDigit(this[field][0]);
}
