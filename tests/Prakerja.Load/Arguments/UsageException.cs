namespace Prakerja.Load.Arguments;

/// <summary>The command line is wrong; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
