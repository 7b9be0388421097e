using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Prakerja.SystemTests;

/// <summary>What /proc tells of processes that are not children of this one.</summary>
internal static class Processes
{
    public static IReadOnlyList<int> ChildrenOf(int parent) =>
        [.. All().Where(pid => ParentOf(pid) == parent)];

    /// <summary>The processes whose command names a path or that work in a directory below it.</summary>
    public static IReadOnlyDictionary<int, string> ThatName(string path) => All()
        .Where(pid => pid != Environment.ProcessId)
        .Select(pid => (Pid: pid, Command: CommandOf(pid), Directory: DirectoryOf(pid)))
        .Where(process => process.Command.Contains(path, StringComparison.Ordinal)
            || process.Directory.StartsWith(path + "/", StringComparison.Ordinal))
        .ToDictionary(process => process.Pid, process => process.Command);

    /// <summary>Sends a signal; false when the process had ended before it.</summary>
    public static bool Signal(int pid, string signal)
    {
        // The dead whom nobody has asked for yet take every signal.
        if (FieldsOf(pid) is [] or ["Z", ..]) return false;
        using var kill = Process.Start(new ProcessStartInfo(
            "kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardError = true });
        kill!.WaitForExit();
        return kill.ExitCode == 0;
    }

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(directory => Path.GetFileName(directory))
        .Where(name => char.IsAsciiDigit(name[0]))
        .Select(name => int.Parse(name, CultureInfo.InvariantCulture));

    private static int? ParentOf(int pid) =>
        FieldsOf(pid) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : null;

    // State, parent and so on, after the last bracket: the name in front of it may hold anything.
    private static string[] FieldsOf(int pid)
    {
        var text = Read(pid, "stat");
        return text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
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
