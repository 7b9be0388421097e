namespace Prakerja.SystemTests;

/// <summary>deploy/local/problems shows the operator of a local cluster the problems of its nodes.</summary>
public sealed class ProblemsTests
{
    private const int TriesMax = 40;

    // Few bytes: what waits until a buffer of 4 KiB is full never tells of them.
    private const string Logged = "warn: I shouldn't have received request 1\nwarn: It is late.\n";

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_problem_is_told_at_once_and_nobody_is_left_when_the_cluster_has_ended()
    {
        var stop = TestContext.Current.CancellationToken;
        using var scratch = new Scratch();
        var log = Path.Combine(scratch.Path, "silo-1.log");
        var problems = Path.Combine(Programs.RepositoryRoot, "deploy/local/problems");
        await File.WriteAllTextAsync(log, "", stop);
        await using var cluster = new RunningProgram(
            ["sh", "-c", "\"$0\" \"$1\" & wait", problems, log], scratch.Path);

        // Again and again, because what was logged before it looks is not told.
        for (var tries = 0; cluster.Lines.Count == 0; tries++)
        {
            Assert.True(tries < TriesMax, "Nothing was told.");
            await File.AppendAllTextAsync(log, Logged, stop);
            await Task.Delay(LookPause, stop);
        }

        Assert.All(cluster.Lines, line => Assert.Equal("silo-1: warn: It is late.", line));
        // It is waited for everybody who could still write: the script, and what it started.
        await cluster.KillAsync().WaitAsync(EndBound, stop);
    }
}
