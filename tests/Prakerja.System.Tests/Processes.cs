using System.Globalization;
using System.Text;

namespace Prakerja.SystemTests;

/// <summary>What /proc tells of processes that are not children of this one.</summary>
internal static class Processes
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. All().Where(pid => ParentOf(pid) == parent)];

    /// <summary>The commands that name a path or work in a directory below it.</summary>
    public static IReadOnlyList<string> CommandsThatName(string path) =>
    [
        .. All()
            .Where(pid => pid != Environment.ProcessId)
            .Select(pid => (Command: CommandOf(pid), Directory: DirectoryOf(pid)))
            .Where(process => process.Command.Contains(path, StringComparison.Ordinal)
                || process.Directory.StartsWith(path + "/", StringComparison.Ordinal))
            .Select(process => process.Command),
    ];

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(directory => Path.GetFileName(directory))
        .Where(name => char.IsAsciiDigit(name[0]))
        .Select(name => int.Parse(name, CultureInfo.InvariantCulture));

    // The fields after the last bracket: the name in front of it may hold anything.
    private static int? ParentOf(int pid)
    {
        var text = Read(pid, "stat");
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }

    private static string CommandOf(int pid) => Read(pid, "cmdline").Replace('\0', ' ').Trim();

    private static string DirectoryOf(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}", Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone since it was listed, or somebody else's.
            return "";
        }
    }
}
