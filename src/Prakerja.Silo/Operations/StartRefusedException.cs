namespace Prakerja.Silo.Operations;

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
}
