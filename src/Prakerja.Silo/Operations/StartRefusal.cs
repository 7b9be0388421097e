namespace Prakerja.Silo.Operations;

/// <summary>What both programs do when they must not start.</summary>
public static class StartRefusal
{
    /// <summary>
    /// Runs a program. One that must not start says so in one plain line for the operator (what is wrong, where, and
    /// the cure) and ends with 1; whatever else fails is a bug and shows as one.
    /// </summary>
    public static async Task<int> TellAsync(Func<Task> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            await program();
            return 0;
        }
        catch (Exception failure) when (StartRefusedException.ReasonIn(failure) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            return 1;
        }
    }
}
