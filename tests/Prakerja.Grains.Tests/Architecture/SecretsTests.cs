using System.Reflection;
using System.Runtime.CompilerServices;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Architecture;

/// <summary>
/// Orleans writes a failed call with all its arguments into its log and exceptions. So arguments and results of grains
/// must not print personal text, names or secrets.
/// </summary>
public sealed class SecretsTests
{
    private const string Marker = "m4rk3r";

    // Strings that may be logged: names of keys, partners and courses, keys of grains, hashes, answers to test
    // questions, and what the draw of a wave publishes: hashes, revealed secrets, values of beacons, documents, seeds.
    private static readonly HashSet<string> Arguments =
    [
        "after", "answers", "by", "certificate", "course", "hash", "name", "participant", "person", "platform",
        "provider", "seed", "value",
    ];

    private static readonly HashSet<string> Properties =
    [
        "Answers", "By", "CancellationRequestedBy", "Certificate", "Course", "CreatedBy", "Next", "Participant",
        "Person", "Platform", "Provider", "RevokedBy", "Seed", "SeedCommitment",
        "AbilityQuestion.Text", "CourseDraft.Code", "CourseOffer.Code", "CourseOffer.Title", "GrainKey.Key",
        "GrainKey.Type",
        "LoggedEvent.Type", "ManagementKeyView.Name", "NewManagementKeyView.Name", "PartnerSecret.Code",
        "PartnerView.Code",
        "PartnerView.Name", "Refusal.Code", "RequestId.Key", "StoreUnavailable.Message",
        "BeaconValue.Randomness", "BeaconValue.Signature", "BeaconValue.Value", "DrawBeacon.Chain",
        "DrawBeacon.Source", "DrawView.Commitment", "DrawView.CommitmentHash", "DrawView.Document",
        "DrawView.FileHash", "DrawWitness.Hash", "DrawWitness.Name", "DrawWitness.Secret", "WaitingAward.Cause",
    ];

    private static readonly Type[] All = typeof(ParticipantRules).Assembly.GetTypes();

    [Fact]
    public void Every_string_parameter_of_a_grain_method_may_be_logged()
    {
        var words = All.Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .SelectMany(face => face.GetMethods())
            .SelectMany(method => method.GetParameters())
            .Where(parameter => parameter.ParameterType == typeof(string))
            .ToList();

        Assert.True(words.Count > 10);
        AssertNone(words
            .Where(word => !Arguments.Contains(word.Name!))
            .Select(word => $"{word.Member.DeclaringType!.Name}.{word.Member.Name}: {word.Name}"));
    }

    [Fact]
    public void A_serialized_type_prints_only_strings_that_may_be_logged()
    {
        var words = All
            .Where(type => type is { IsAbstract: false, IsEnum: false, IsGenericTypeDefinition: false }
                && type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
                && !typeof(Exception).IsAssignableFrom(type))
            .SelectMany(type => WordsOf(type).Select(word => (Type: type, Word: word)))
            .ToList();

        Assert.True(words.Count > 50);
        AssertNone(words
            .Where(one => !Properties.Contains(NameOf(one.Word)) && Prints(one.Type, one.Word))
            .Select(one => $"{one.Type.Name}.{NameOf(one.Word)}")
            .Except(Properties));
    }

    [Fact]
    public void A_printed_string_is_detected()
    {
        Assert.True(Prints(typeof(RequestId), WordsOf(typeof(RequestId)).Single(word => NameOf(word) == "Key")));
        Assert.False(Prints(typeof(OneTimeCodeInput), Assert.Single(WordsOf(typeof(OneTimeCodeInput)))));
    }

    private static void AssertNone(IEnumerable<string> printed)
    {
        var all = string.Join('\n', printed);
        Assert.True(all.Length == 0, "These print:\n" + all);
    }

    private static IEnumerable<FieldInfo> WordsOf(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => field.FieldType == typeof(string));

    private static bool Prints(Type type, FieldInfo word)
    {
        var one = RuntimeHelpers.GetUninitializedObject(type);
        word.SetValue(one, Marker);
        return one.ToString()!.Contains(Marker, StringComparison.Ordinal);
    }

    // The name of a property from its field name "<Name>k__BackingField".
    private static string NameOf(FieldInfo word) => word.Name.TrimStart('<').Split('>')[0];
}
