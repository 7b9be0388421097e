using Microsoft.AspNetCore.Connections;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The program will not start. The message is one plain line for the operator: what is wrong, where, and the cure.
/// Nothing was changed.
/// </summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message) : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>
    /// The one plain line, when an exception says that the program will not start: one of these, however deep what the
    /// host makes of it has wrapped it, or an address that somebody else listens on. Otherwise null: a bug.
    /// </summary>
    public static string? ReasonIn(Exception? failure) => failure switch
    {
        null => null,
        StartRefusedException refused => refused.Message,
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message} Stop the other program, or choose another address with --urls=URL.",
        AggregateException many => many.InnerExceptions.Select(ReasonIn).FirstOrDefault(reason => reason is not null),
        _ => ReasonIn(failure.InnerException),
    };
}
