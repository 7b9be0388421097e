using System.Text.RegularExpressions;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

/// <summary>The Api reaches grains through their interfaces; only these files know the project of the silo.</summary>
internal static partial class SiloUseRule
{
    /// <summary>Files of the Api that may name Prakerja.Silo, each with the reason.</summary>
    public static readonly Dictionary<string, string> Exceptions = new()
    {
        ["src/Prakerja.Api/ApiProgram.cs"] = "builds the process, with a silo inside when no cluster is configured",
        ["src/Prakerja.Api/Program.cs"] = "runs the process with the exit codes and failure messages of all programs",
        ["src/Prakerja.Api/StartupBanner.cs"] = "shows the data directory and the first management key",
        ["src/Prakerja.Api/Auth/AuthHosting.cs"] = "keeps the token keys in the data directory",
        ["src/Prakerja.Api/Http/HealthApi.cs"] = "publishes the readiness checks of the store and the silos",
        ["src/Prakerja.Api/Json/ApiJson.cs"] = "writes the readiness report without reflection",
        ["src/Prakerja.Api/Http/ShutdownDrain.cs"] = "waits for the drain time of the cluster's options",
    };

    public static IEnumerable<string> Violations(
        IEnumerable<TrackedFile> files, IReadOnlyDictionary<string, string> exceptions)
    {
        var users = files
            .Where(file => file.Project == "src/Prakerja.Api" && file.IsCSharp)
            .Select(file => (file.Path, Use: SiloNames().Match(file.Code), File: file))
            .Where(user => user.Use.Success)
            .ToList();
        return users
            .Where(user => !exceptions.ContainsKey(user.Path))
            .Select(user => $"{user.File.At(user.Use.Index)}: names {user.Use.Value}")
            .Concat(Report.Unneeded(exceptions.Keys, users.Select(user => user.Path), "the users of the silo"));
    }

    [GeneratedRegex(@"(?<![\w.])(?:Prakerja\.)?Silo(?:\.\w+)+")]
    private static partial Regex SiloNames();
}
