using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Prakerja.Grains.Participants;
using Prakerja.TestCommon;

namespace Prakerja.Grains.Tests.Architecture;

/// <summary>
/// Checks the architecture: dependencies between folders and projects, and stable names of types and methods.
/// </summary>
public sealed partial class ArchitectureTests
{
    private const string Root = "Prakerja.Grains";

    private static readonly Assembly Grains = typeof(ParticipantRules).Assembly;

    private static readonly Type[] Written =
    [
        .. Grains.GetTypes().Where(type =>
            type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
            && !TypeReferences.IsCompilerMade(type)
            && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
            && type.DeclaringType?.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute)) != true),
    ];

    [Fact]
    public void There_is_no_cycle_of_folders()
    {
        var folders = Dependencies();

        Assert.Contains("Persistence", folders["Participants"]);
        Assert.Null(CycleIn(folders));
    }

    [Fact]
    public void A_cycle_of_folders_is_detected()
    {
        var circle = new Dictionary<string, SortedSet<string>>
        {
            ["Waves"] = ["Programme"],
            ["Programme"] = ["Persistence"],
            ["Persistence"] = ["Participants"],
            ["Participants"] = ["Programme"],
        };

        Assert.Equal("Participants → Programme → Persistence → Participants", CycleIn(circle));
    }

    [Fact]
    public void The_folder_of_the_programme_depends_on_no_other_folder() => Assert.Empty(Dependencies()["Programme"]);

    [Theory]
    [InlineData("Prakerja.Grains", "")]
    [InlineData("Prakerja.Silo", "Prakerja.Grains")]
    [InlineData("Prakerja.Api", "Prakerja.Grains Prakerja.Silo")] // the Api hosts a silo when no cluster is configured
    public void A_project_references_only_lower_projects(string project, string known)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));

        Assert.Equal(
            known.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            file.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)).Order());
    }

    [Fact]
    public void The_grains_reference_no_database_and_no_web_library() => Assert.DoesNotContain(
        Grains.GetReferencedAssemblies(),
        assembly => NotOfGrains().IsMatch(assembly.Name!));

    [Fact]
    public void No_type_is_named_manager_helper_util_or_dto() => Assert.DoesNotContain(
        Written.Select(type => type.Name), name => EmptyNames().IsMatch(name));

    [Theory]
    [InlineData("CardManager", true)]
    [InlineData("StringUtils", true)]
    [InlineData("ProfileDto", true)]
    [InlineData("ManagementKeysRules", false)]
    public void A_meaningless_name_is_detected(string name, bool isEmpty) =>
        Assert.Equal(isEmpty, EmptyNames().IsMatch(name));

    [Fact]
    public void Every_serialized_type_has_a_unique_alias()
    {
        var onTheWire = Written.Where(
            type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).ToList();

        Assert.True(onTheWire.Count > 50);
        Assert.Empty(onTheWire.Where(type => AliasOf(type) is null).Select(type => type.FullName));
        var aliases = Written.Where(
            type => !type.IsInterface).Select(AliasOf).Where(alias => alias is not null).ToList();
        Assert.Equal(aliases.Count, aliases.Distinct().Count());
    }

    [Fact]
    public void Every_grain_and_each_of_its_methods_has_a_stable_name()
    {
        var interfaces = Written.Where(
            type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).ToList();

        Assert.True(interfaces.Count > 10);
        Assert.Empty(interfaces
            .Where(face => AliasOf(face) is null || !face.IsDefined(typeof(GrainInterfaceTypeAttribute)))
            .Select(face => face.Name));
        Assert.Empty(interfaces
            .SelectMany(face => face.GetMethods())
            .Where(method => method is { IsStatic: false } && !method.IsDefined(typeof(AliasAttribute)))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}"));
        Assert.Empty(Written
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(Grain).IsAssignableFrom(type)
                && !type.IsDefined(typeof(GrainTypeAttribute)))
            .Select(type => type.Name));
    }

    private static string? AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;

    private static Dictionary<string, SortedSet<string>> Dependencies()
    {
        var folders = Written.Select(FolderOf).Distinct().ToDictionary(folder => folder, _ => new SortedSet<string>());
        foreach (var type in Written)
        {
            var used =
                TypeReferences.Of(type).SelectMany(TypeReferences.TypesOf).Where(named => named.Assembly == Grains)
                .Where(named => named.Namespace?.StartsWith(Root + ".", StringComparison.Ordinal) == true);
            folders[FolderOf(type)].UnionWith(used.Select(FolderOf));
        }

        foreach (var (folder, used) in folders) used.Remove(folder);
        return folders;
    }

    private static string FolderOf(Type type) => type.Namespace![(Root.Length + 1)..];

    /// <summary>The first cycle as text; null when there is none.</summary>
    private static string? CycleIn(Dictionary<string, SortedSet<string>> graph)
    {
        var done = new HashSet<string>();
        foreach (var start in graph.Keys.Order(StringComparer.Ordinal))
        {
            if (Visit(start, []) is { } cycle) return cycle;
        }

        return null;

        string? Visit(string folder, List<string> way)
        {
            if (way.IndexOf(folder) is >= 0 and var from)
                return string.Join(" → ", way[from..].Append(folder));
            if (!done.Add(folder)) return null;
            way.Add(folder);
            foreach (var next in graph.GetValueOrDefault(folder, []))
            {
                if (Visit(next, way) is { } cycle) return cycle;
            }

            way.Remove(folder);
            return null;
        }
    }

    [GeneratedRegex("Npgsql|Sqlite|AspNetCore|Prakerja\\.(Silo|Api)")]
    private static partial Regex NotOfGrains();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Dto)(`\\d)?$")]
    private static partial Regex EmptyNames();
}
