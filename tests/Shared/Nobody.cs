using System.Diagnostics;

namespace Prakerja.Tests.Shared;

/// <summary>The user nobody, as whom root starts a program: root may do whatever the modes of files say.</summary>
internal static class Nobody
{
    private static readonly string[] As =
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp"];

    public static string[] Command(IEnumerable<string> command) => [.. As, .. command];

    /// <summary>Skips a test when the program, or .NET, lies below a directory that only root may pass.</summary>
    public static void SkipUnlessReads(string program)
    {
        var command = Command(["test", "-r", program, "-a", "-r", typeof(object).Assembly.Location]);
        using var test = Process.Start(command[0], command[1..]);
        test.WaitForExit();
        Assert.SkipUnless(test.ExitCode == 0, $"The user nobody may not read {program}, or .NET.");
    }
}
