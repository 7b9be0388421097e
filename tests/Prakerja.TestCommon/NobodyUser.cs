using System.Diagnostics;

namespace Prakerja.TestCommon;

/// <summary>
/// The user nobody. Root starts a program as this user to test the modes of files, which do not limit root itself.
/// </summary>
public static class NobodyUser
{
    private static readonly string[] Prefix =
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp"];

    /// <summary>The command that runs a command as the user.</summary>
    public static string[] Command(IEnumerable<string> command) => [.. Prefix, .. command];

    /// <summary>
    /// Whether the user can read a program and .NET: no when one of them is below a directory that only root can enter.
    /// </summary>
    public static bool CanRead(string program)
    {
        var command = Command(["test", "-r", program, "-a", "-r", typeof(object).Assembly.Location]);
        using var test = Process.Start(command[0], command[1..]);
        test.WaitForExit();
        return test.ExitCode == 0;
    }
}
